import { Conformance, conformanceHandlers, promiseClient } from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { Code } from '../code.js';
import { ServiceRegistry } from '../service-registry.js';
import { FakePeer, fakeContext } from '../testing.js';

describe('a fake peer', () => {
  it('answers as it is told, and notes the calls that it got', async () => {
    using peer = new FakePeer().answer(Conformance, { greet: (name) => `Hi ${name}` });
    const call = promiseClient(peer.session);
    expect(await call('greet', ['Ada'])).toBe('Hi Ada');
    expect(await call('greet', ['Lovelace', 'Lady'])).toBe('Hi Lovelace');
    expect(peer.calls).toEqual([
      { method: 'Conformance/greet', args: ['Ada'] },
      { method: 'Conformance/greet', args: ['Lovelace', 'Lady'] },
    ]);
  });

  it('says of what it has no answer', async () => {
    using peer = new FakePeer().answer(Conformance, {});
    expect(await failureOf(promiseClient(peer.session)('echo', [1]))).toMatchObject({
      code: Code.Unimplemented,
      message: 'Conformance/echo: the fake peer has no answer',
    });
  });

  it('validates as a real one does', async () => {
    using peer = new FakePeer().answer(Conformance, { greet: () => 42 as unknown as string });
    expect((await failureOf(promiseClient(peer.session)('greet', [1]))).code).toBe(Code.InvalidArgument);
    expect(peer.calls).toEqual([]);
    expect((await failureOf(promiseClient(peer.session)('greet', ['x']))).code).toBe(Code.Internal);
  });

  it('dies', async () => {
    using peer = new FakePeer().answer(Conformance, { soon: () => new Promise(() => undefined) });
    const waiting = failureOf(promiseClient(peer.session)('soon', [1]));
    await failureOf(promiseClient(peer.session)('echo', [1]));
    peer.die();
    expect(await waiting).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
  });

  it('calls back', async () => {
    const services = new ServiceRegistry().add(Conformance, conformanceHandlers());
    using peer = new FakePeer({ services });
    expect(await promiseClient(peer.peer)('greet', ['Ada'])).toBe('Hello, Ada!');
  });
});

describe('a fake context', () => {
  it('lets a handler be called directly', async () => {
    const handlers = conformanceHandlers();
    expect(handlers.greet('Ada', undefined, fakeContext())).toBe('Hello, Ada!');
    const aborter = new AbortController();
    const waiting = handlers.untilAborted(fakeContext({ signal: aborter.signal }));
    aborter.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(fakeContext({ metadata: { tenant: 'a' }, deadline: 5 })).toMatchObject({
      method: 'Fake/call',
      metadata: { tenant: 'a' },
      headers: {},
      trailers: {},
      deadline: 5,
      peer: undefined,
    });
    expect((await failureOf(promiseClient(fakeContext().session)('echo', [1]))).code).toBe(
      Code.Unimplemented,
    );
  });
});
