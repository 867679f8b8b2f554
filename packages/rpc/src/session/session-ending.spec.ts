import {
  blockingClient,
  Conformance,
  conformanceHandlers,
  promiseClient,
} from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { Code } from '../code.js';
import { MemoryTransport } from '../memory-transport.js';
import { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';

/** An error as transports make them. */
function transportError(kind: string): Error {
  return Object.assign(new Error('what happened'), { kind });
}

describe('a call that waits when its transport ends', () => {
  it.each<[string, Error, Code, string]>([
    ['the other process died', transportError('peer-died'), Code.Unavailable, 'the other process died'],
    [
      'the transport was shut down',
      transportError('shutdown'),
      Code.Unavailable,
      'the other side closed the session',
    ],
    ['the peer broke the transport’s rules', transportError('protocol'), Code.Internal, 'broke the protocol'],
    ['the system failed', transportError('system'), Code.Unavailable, 'the transport failed'],
    ['nobody knows why', new Error('what happened'), Code.Unavailable, 'the transport failed'],
  ])('fails with the code for it: %s', async (_name, reason, code, text) => {
    const [left, right] = MemoryTransport.pair();
    const session = new RpcSession(left, { role: 'connecting' });
    new Server().add(Conformance, conformanceHandlers()).accept(right);
    const call = promiseClient(session);
    const waiting = failureOf(call('untilAborted'));
    await call('echo', [1]);
    left.abort(reason);
    const error = await waiting;
    expect(error).toMatchObject({ code, cause: reason, maybeExecuted: true });
    expect(error.message).toBe(
      `Conformance/untilAborted: ${text}: what happened; the call may have been executed`.replace(
        'broke the protocol:',
        'the other side broke the protocol, so the session was ended:',
      ),
    );
    expect(await session.closed).toBe(reason);
    expect(await failureOf(() => blockingClient(session)('echo', [1]))).toMatchObject({
      code: Code.Unavailable,
      cause: reason,
      maybeExecuted: false,
    });
  });
});
