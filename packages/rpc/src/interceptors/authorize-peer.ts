import { Code } from '../code.js';
import { RpcError } from '../rpc-error.js';
import type { PeerIdentity } from '../transport.js';
import type { InterceptedCall, Interceptor } from './interceptor.js';

/**
 * Lets those calls through whose caller may make them; the others fail with `Code.PermissionDenied`. For the server's side.
 *
 * @param mayCall Is asked for each call who makes it, as the kernel told it; a caller within this process is nobody.
 *
 * @example
 * new Server({ interceptors: [authorizePeer((peer) => peer?.uid === 0)] });
 */
export function authorizePeer(
  mayCall: (peer: PeerIdentity | undefined, call: InterceptedCall) => boolean | Promise<boolean>,
): Interceptor {
  return (next) => async (call) => {
    const peer = call.context?.peer;
    if (await mayCall(peer, call)) return next(call);
    const who = peer === undefined ? 'this caller' : `process ${peer.pid} of user ${peer.uid}`;
    throw new RpcError(`${call.path}: ${who} may not call it`, {
      code: Code.PermissionDenied,
      maybeExecuted: false,
    });
  };
}
