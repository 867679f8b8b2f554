import { z } from 'zod';
import type { CallContext } from '../src/call-context.js';
import type { CallOptions, ClientOptions } from '../src/call-options.js';
import { openBlockingCaller, openCaller } from '../src/client.js';
import type { Code } from '../src/code.js';
import { RpcError } from '../src/rpc-error.js';
import { defineService, type ServiceDescriptor } from '../src/service.js';
import type { Session } from '../src/session.js';
import { withCodecs } from './with-codecs.js';

/** What the other side of a session under test serves, written as generated code would be. */
export interface ConformanceHandlers {
  echo(value: unknown, context: CallContext): unknown;
  greet(name: string, title: string | undefined, context: CallContext): string;
  later(value: unknown, milliseconds: number, context: CallContext): Promise<unknown>;
  soon(value: unknown, context: CallContext): Promise<unknown>;
  fail(code: number, message: string, details: unknown, context: CallContext): never;
  crash(secret: string, context: CallContext): never;
  untilAborted(context: CallContext): Promise<void>;
  aborted(context: CallContext): string[];
  describe(context: CallContext): { method: string; millisecondsLeft: number | undefined };
  note(text: string, context: CallContext): void;
  notes(context: CallContext): string[];
  bytes(length: number, context: CallContext): Uint8Array;
  wrongResult(context: CallContext): string;
  unsendableResult(context: CallContext): unknown;
  nothing(context: CallContext): void;
}

const unknown = (): z.ZodType => z.unknown();

export const Conformance: ServiceDescriptor<ConformanceHandlers> = withCodecs(
  defineService<ConformanceHandlers>({
    name: 'Conformance',
    contractHash: 'conformance-1',
    methods: [
      { name: 'echo', kind: 'unary', params: ['value'], args: () => z.tuple([z.unknown()]), result: unknown },
      {
        name: 'greet',
        kind: 'unary',
        params: ['name', 'title'],
        args: () => z.tuple([z.string(), z.string().optional()]),
        result: () => z.string(),
      },
      {
        name: 'later',
        kind: 'unary',
        params: ['value', 'milliseconds'],
        args: () => z.tuple([z.unknown(), z.number()]),
        result: unknown,
      },
      { name: 'soon', kind: 'unary', params: ['value'], args: () => z.tuple([z.unknown()]), result: unknown },
      {
        name: 'fail',
        kind: 'unary',
        params: ['code', 'message', 'details'],
        args: () => z.tuple([z.number(), z.string(), z.unknown()]),
      },
      { name: 'crash', kind: 'unary', params: ['secret'], args: () => z.tuple([z.string()]) },
      { name: 'untilAborted', kind: 'unary', params: [], args: () => z.tuple([]) },
      {
        name: 'aborted',
        kind: 'unary',
        params: [],
        args: () => z.tuple([]),
        result: () => z.array(z.string()),
      },
      {
        name: 'describe',
        kind: 'unary',
        params: [],
        args: () => z.tuple([]),
        result: () => z.object({ method: z.string(), millisecondsLeft: z.number().optional() }),
      },
      { name: 'note', kind: 'oneway', params: ['text'], args: () => z.tuple([z.string()]) },
      {
        name: 'notes',
        kind: 'unary',
        params: [],
        args: () => z.tuple([]),
        result: () => z.array(z.string()),
      },
      {
        name: 'bytes',
        kind: 'unary',
        params: ['length'],
        args: () => z.tuple([z.number()]),
        result: () => z.instanceof(Uint8Array),
      },
      { name: 'wrongResult', kind: 'unary', params: [], args: () => z.tuple([]), result: () => z.string() },
      { name: 'unsendableResult', kind: 'unary', params: [], args: () => z.tuple([]), result: unknown },
      { name: 'nothing', kind: 'unary', params: [], args: () => z.tuple([]) },
    ],
  }),
);

/** What the handlers noted, of all sessions that they serve. */
export function conformanceHandlers(): ConformanceHandlers {
  const notes: string[] = [];
  const aborted: string[] = [];
  return {
    echo: (value) => value,
    greet: (name, title) => `Hello, ${title === undefined ? '' : `${title} `}${name}!`,
    later: (value, milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, value)),
    soon: async (value) => value,
    fail(code, message, details): never {
      // The tests pass codes.
      throw new RpcError(message, { code: code as Code, details, cause: new Error('stays here') });
    },
    crash(secret): never {
      throw new Error(secret);
    },
    untilAborted: ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(String(signal.reason));
          reject(signal.reason);
        });
      }),
    aborted: () => aborted,
    describe: ({ method, deadline }) => ({
      method,
      millisecondsLeft: deadline === undefined ? undefined : deadline - Date.now(),
    }),
    note: (text) => void notes.push(text),
    notes: () => notes,
    bytes: (length) => new Uint8Array(length).map((_, index) => index % 251),
    // Wrong on purpose: what a careless or hostile server answers.
    wrongResult: () => 42 as unknown as string,
    unsendableResult: () => ({ callback: () => undefined }),
    nothing: () => 'ignored' as unknown as undefined,
  };
}

const INDEX: ReadonlyMap<string, number> = new Map(
  Conformance.methods.map((method, index): [string, number] => [method.name, index]),
);

/** Calls a method by its name. */
export type CallByName = (
  name: keyof ConformanceHandlers,
  args?: unknown[],
  options?: CallOptions,
) => Promise<unknown>;

/** Calls a method by its name and blocks. */
export type BlockingCallByName = (
  name: keyof ConformanceHandlers,
  args?: unknown[],
  options?: CallOptions,
) => unknown;

function indexOf(name: string): number {
  const index = INDEX.get(name);
  if (index === undefined) throw new Error(`no method ${name}`);
  return index;
}

export function promiseClient(session: Session, options?: ClientOptions): CallByName {
  const caller = openCaller(session, Conformance, options);
  return (name, args = [], callOptions) => {
    if (name === 'note') {
      caller.notify(indexOf(name), args, callOptions);
      return Promise.resolve();
    }
    const promise = caller.call(indexOf(name), args, callOptions);
    // When a test fails before it awaits the call, its own failure is the one to see.
    promise.catch(() => undefined);
    return promise;
  };
}

export function blockingClient(session: Session, options?: ClientOptions): BlockingCallByName {
  const caller = openBlockingCaller(session, Conformance, options);
  return (name, args = [], callOptions) => {
    if (name !== 'note') return caller.call(indexOf(name), args, callOptions);
    return caller.notify(indexOf(name), args, callOptions);
  };
}
