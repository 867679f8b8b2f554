import type { Empty } from './interop.js';

/** The same service in a later contract, which has a method that the server does not know. */
export interface TestService {
  unimplementedCall(request: Empty): Promise<Empty>;
}

/** A service that the server does not have. */
export interface UnimplementedService {
  unimplementedCall(request: Empty): Promise<Empty>;
}
