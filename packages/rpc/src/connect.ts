import * as core from '@flipcall/core';
import { RpcSession, type RpcSessionOptions } from './rpc-session.js';
import { sessionTransport } from './session-transport.js';

/** How a session with a server is opened. */
export interface ConnectOptions extends core.ConnectOptions, Omit<RpcSessionOptions, 'role'> {}

/**
 * Opens a session with the server that listens on a socket path.
 *
 * @example
 * const session = await connect('/run/user/1000/greeter.sock');
 * const greeter = createGreeterClient(session);
 *
 * @throws (rejects) `RangeError` for a path that the system does not allow, else `FlipcallError`: `system` if nobody
 * listens there, `refused`, `timeout`, `protocol` or `peer-died`.
 */
export async function connect(target: string | ConnectOptions): Promise<RpcSession> {
  const options = typeof target === 'string' ? { path: target } : target;
  const session = await core.connect(options);
  return new RpcSession(sessionTransport(session), { ...options, role: 'connecting' });
}
