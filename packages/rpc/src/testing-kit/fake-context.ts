import type { CallContext } from '../call-context.js';
import type { Session } from '../session.js';
import { FakePeer } from './fake-peer.js';

/** What a handler under test is told; whatever is left out is as of a call that says nothing about it. */
export interface FakeContextOptions extends Partial<Omit<CallContext, 'headers' | 'trailers'>> {}

/**
 * The context of a call that nobody made, to call a handler directly.
 *
 * @example
 * const context = fakeContext({ metadata: { tenant: 'a' } });
 * expect(await handlers.find('x', context)).toEqual([]);
 * expect(context.trailers).toEqual({ searched: '12' });
 */
export function fakeContext(options: FakeContextOptions = {}): CallContext {
  let session: Session | undefined = options.session;
  return {
    method: options.method ?? 'Fake/call',
    signal: options.signal ?? new AbortController().signal,
    deadline: options.deadline,
    metadata: options.metadata ?? {},
    headers: {},
    trailers: {},
    peer: options.peer,
    // Made for a handler only that looks at it.
    get session(): Session {
      session ??= new FakePeer().session;
      return session;
    },
  };
}
