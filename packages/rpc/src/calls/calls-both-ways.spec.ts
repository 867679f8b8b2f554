import {
  blockingClient,
  Conformance,
  type ConformanceHandlers,
  conformanceHandlers,
  promiseClient,
} from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { Code } from '../code.js';
import { ServiceRegistry } from '../service-registry.js';
import { type MemoryPair, memoryPair } from '../testing.js';

/** Two sides that serve the same, where some handlers of the server are others. */
function pairWith(overrides: Partial<ConformanceHandlers>): MemoryPair {
  const services = new ServiceRegistry().add(Conformance, conformanceHandlers());
  const others = new ServiceRegistry().add(Conformance, { ...conformanceHandlers(), ...overrides });
  const onHandlerError = (): void => undefined;
  return memoryPair({ client: { services, onHandlerError }, server: { services: others, onHandlerError } });
}

describe('a handler', () => {
  it('may call the caller back, and await it', async () => {
    using pair = pairWith({
      soon: async (value, { session }) => await promiseClient(session)('greet', [value]),
    });
    expect(await promiseClient(pair.client)('soon', ['Ada'])).toBe('Hello, Ada!');
  });

  it('may call the caller back, and block, whether the caller awaits or blocks', async () => {
    using pair = pairWith({ echo: (value, { session }) => blockingClient(session)('greet', [value]) });
    expect(await promiseClient(pair.client)('echo', ['Ada'])).toBe('Hello, Ada!');
    expect(blockingClient(pair.client)('echo', ['Ada'])).toBe('Hello, Ada!');
    const calls = Array.from({ length: 10 }, (_, index) => promiseClient(pair.client)('echo', [`${index}`]));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 10 }, (_, index) => `Hello, ${index}!`));
  });

  it('is told when blocking calls back and forth nest without end', async () => {
    const again: ConformanceHandlers['echo'] = (value, { session }) =>
      blockingClient(session)('echo', [value]);
    const services = new ServiceRegistry().add(Conformance, { ...conformanceHandlers(), echo: again });
    using pair = memoryPair({ client: { services }, server: { services } });
    const error = await failureOf(promiseClient(pair.client)('echo', [1]));
    expect(error).toMatchObject({ code: Code.FailedPrecondition });
    expect(error.message).toContain('nest 32 deep');
    expect(await promiseClient(pair.client)('greet', ['Ada'])).toBe('Hello, Ada!');
  });

  it('may close the session: the calls after its own in the datagram do not run', async () => {
    const ran: unknown[] = [];
    using pair = pairWith({
      greet(name, _title, { session }) {
        session.close();
        return name;
      },
      echo: (value) => ran.push(value),
    });
    const call = promiseClient(pair.client);
    const failures = await Promise.all([failureOf(call('greet', ['a'])), failureOf(call('echo', [1]))]);
    expect(failures.map(({ code }) => code)).toEqual([Code.Unavailable, Code.Unavailable]);
    expect(ran).toEqual([]);
  });

  it('runs as a method of the object that was given', async () => {
    class Greeter {
      readonly #greeting = 'Good morning';
      greet(name: string): string {
        return `${this.#greeting}, ${name}!`;
      }
    }
    const greeter = new Greeter();
    const handlers = Object.assign(greeter, { ...conformanceHandlers(), greet: greeter.greet });
    using pair = memoryPair({ server: { services: new ServiceRegistry().add(Conformance, handlers) } });
    expect(await promiseClient(pair.client)('greet', ['Ada'])).toBe('Good morning, Ada!');
  });

  it('finds its signal aborted when the session has ended', async () => {
    let signal: AbortSignal | undefined;
    using pair = pairWith({
      soon: async (_value, context) => {
        await Promise.resolve();
        pair.server.close();
        signal = context.signal;
      },
    });
    expect((await failureOf(promiseClient(pair.client)('soon', [1]))).code).toBe(Code.Unavailable);
    expect(signal?.aborted).toBe(true);
  });
});

describe('an argument with a getter', () => {
  it('that makes a call has that call refused, and is sent itself', async () => {
    using pair = pairWith({});
    const call = promiseClient(pair.client);
    let inner: Promise<unknown> = Promise.resolve();
    const argument = {
      get sneaky(): string {
        inner = call('echo', ['inner']);
        return 'x';
      },
    };
    expect(await call('echo', [argument])).toEqual({ sneaky: 'x' });
    expect((await failureOf(inner)).code).toBe(Code.FailedPrecondition);
  });

  it('that throws while it is sent leaves nothing behind', async () => {
    using pair = pairWith({});
    const call = promiseClient(pair.client);
    const argument = {
      get broken(): never {
        throw new TypeError('no such luck');
      },
    };
    await expect(call('echo', [argument])).rejects.toThrow(TypeError);
    expect(await call('echo', [1])).toBe(1);
  });
});
