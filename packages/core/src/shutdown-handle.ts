import { native } from '@flipcall/native';
import { requireInteger } from './packet-window.js';

/** Plain data that may be posted to another thread of this process, which can then shut the endpoint down. */
export interface ShutdownHandle {
  readonly flipcallEndpoint: number;
}

/**
 * Shuts down the endpoint whose handle this is, from any thread of its process, even while a call blocks its own
 * thread. Does nothing if it was destroyed.
 */
export function shutdownEndpoint(handle: ShutdownHandle): void {
  requireInteger('handle.flipcallEndpoint', handle.flipcallEndpoint, 1, 2 ** 32 - 1);
  native.shutdownByToken(handle.flipcallEndpoint);
}
