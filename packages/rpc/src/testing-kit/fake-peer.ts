import { Code } from '../code.js';
import { MemoryTransport } from '../memory-transport.js';
import { RpcError } from '../rpc-error.js';
import { RpcSession, type RpcSessionOptions } from '../rpc-session.js';
import { Server } from '../server.js';
import type { ServiceDescriptor } from '../service.js';

/** A call that a fake peer got. */
export interface FakeCall {
  /** The name on the wire, `Service/method`. */
  readonly method: string;
  /** The arguments, as they arrived. */
  readonly args: readonly unknown[];
}

/**
 * The other side of a session, for tests of code that calls: it answers as it is told, notes the calls that it got, and dies when
 * that is what is to be tested. Everything else is as between processes: what is sent is encoded, validated and copied.
 *
 * @example
 * using peer = new FakePeer().answer(Greeter, { hello: () => 'Hello!' });
 * const greeter = createGreeterClient(peer.session);
 * await welcomeEverybody(greeter);
 * expect(peer.calls).toEqual([{ method: 'Greeter/hello', args: ['Ada'] }]);
 */
export class FakePeer implements Disposable {
  /** The end for the code under test. */
  readonly session: RpcSession;
  /** The other end, to call the code under test. */
  readonly peer: RpcSession;
  readonly #calls: FakeCall[] = [];
  readonly #server = new Server({ onHandlerError: () => undefined });
  readonly #transport: MemoryTransport;

  /** What `session` is made with: `services`, if the code under test is called back. */
  constructor(options: Omit<RpcSessionOptions, 'role'> = {}) {
    const [left, right] = MemoryTransport.pair();
    this.#transport = left;
    this.peer = this.#server.accept(right);
    this.session = new RpcSession(left, { ...options, role: 'connecting' });
  }

  /** The calls that came, in order. */
  get calls(): readonly FakeCall[] {
    return this.#calls;
  }

  /**
   * Answers the calls of a service. Methods that are left out fail with `Code.Unimplemented`.
   * Throws `Error` for a service that is answered already.
   */
  answer<Handlers extends object>(service: ServiceDescriptor<Handlers>, handlers: Partial<Handlers>): this {
    const all: Record<string, unknown> = {};
    for (const { name, params, upload } of service.methods) {
      const method = `${service.name}/${name}`;
      const count = params.length + (upload === undefined ? 0 : 1);
      const given = (handlers as Readonly<Record<string, unknown>>)[name];
      all[name] = (...args: unknown[]) => {
        this.#calls.push({ method, args: withoutTail(args.slice(0, count)) });
        if (typeof given === 'function') return given.apply(handlers, args);
        throw new RpcError(`${method}: the fake peer has no answer`, { code: Code.Unimplemented });
      };
    }
    // Every method of the descriptor is there now.
    this.#server.add(service, all as Handlers);
    return this;
  }

  /** Ends the session as the death of the other process does: calls that wait fail with `Code.Unavailable`. */
  die(): void {
    this.#transport.abort(Object.assign(new Error('the fake peer died'), { kind: 'peer-died' }));
  }

  [Symbol.dispose](): void {
    this.session.close();
    this.peer.close();
  }
}

/** Without the undefined that stand for optional arguments which were left out. */
function withoutTail(args: unknown[]): unknown[] {
  while (args.length > 0 && args.at(-1) === undefined) args.pop();
  return args;
}
