import type { z } from 'zod';
import { Code, isCode } from '../code.js';
import { describeIssues } from '../codec/validation.js';
import { failure } from '../failure.js';
import { RpcError } from '../rpc-error.js';
import type { ErrorSpec } from '../service.js';
import { DeclaredError } from './declared-error.js';
import type { RemoteError } from './remote-error.js';

/** The errors that one method declares: how they leave the process of its handler, and what its callers make of them. */
export class DeclaredErrors {
  readonly #path: string;
  readonly #declared: readonly Declared[];

  constructor(path: string, specs: readonly ErrorSpec[]) {
    this.#path = path;
    this.#declared = specs.map((spec) => new Declared(spec));
  }

  /**
   * The error as it goes to the caller, with no field that is not declared; undefined for one that is not declared.
   *
   * @throws TypeError for one that is, and holds something else than it is said to.
   */
  encode(error: unknown): DeclaredError | undefined {
    if (typeof error !== 'object' || error === null) return undefined;
    const declared = this.#ofClass(error) ?? this.#ofShape(error);
    if (declared === undefined) return undefined;
    const { name } = declared.spec;
    // A thrown object may be asked for any property.
    const { message, ...fields } = {
      ...error,
      message: (error as Readonly<Record<string, unknown>>)['message'],
    };
    // A class field without a value is there as undefined, where its type says that it may be missing.
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const bare = declared.schema.safeParse(given);
    const parsed = bare.success ? bare : declared.schema.safeParse(fields);
    if (!parsed.success) {
      const what = describeIssues(parsed.error.issues, name);
      throw new TypeError(`${this.#path}: the error is not as it is declared: ${what}`, { cause: error });
    }
    const { code = Code.Unknown, metadata } = error instanceof RpcError ? error : {};
    const text = typeof message === 'string' ? message : '';
    return new DeclaredError(text, name, { code, metadata, details: parsed.data, cause: error });
  }

  /** The error that a caller gets; undefined when it is none that is declared here. */
  decode(remote: RemoteError): Error | undefined {
    const declared = this.#declared.find(({ spec }) => spec.name === remote.type);
    if (declared === undefined) return undefined;
    const parsed = declared.schema.safeParse(remote.details ?? {});
    if (parsed.success) return declared.make(remote, parsed.data);
    const what = describeIssues(parsed.error.issues, declared.spec.name);
    return failure('invalid-error', `${this.#path}: the error is not as it is declared: ${what}`, {
      maybeExecuted: true,
    });
  }

  /** Of classes that extend each other, the nearest. */
  #ofClass(error: object): Declared | undefined {
    for (
      let type: unknown = error;
      typeof type === 'object' && type !== null;
      type = Object.getPrototypeOf(type)
    ) {
      const found = this.#declared.find(({ prototype }) => prototype === type);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #ofShape(error: object): Declared | undefined {
    const name: unknown = 'name' in error ? error.name : undefined;
    return this.#declared.find(({ spec, prototype }) => prototype === undefined && spec.name === name);
  }
}

/** One of them, and its schema, which is built when it is first needed. */
class Declared {
  readonly spec: ErrorSpec;
  /** Of its class; undefined for a shape. */
  readonly prototype: object | undefined;
  #schema: z.ZodType<object> | undefined;

  constructor(spec: ErrorSpec) {
    this.spec = spec;
    // Every class has a prototype; the type of one that is called by nobody does not say so.
    this.prototype = (spec.type as { readonly prototype: object } | undefined)?.prototype;
  }

  get schema(): z.ZodType<object> {
    this.#schema ??= this.spec.fields();
    return this.#schema;
  }

  /** An instance of the class, without running its constructor; of a shape, an `RpcError` with its fields. */
  make(remote: RemoteError, fields: object): Error {
    const { name } = this.spec;
    const isRpcError =
      this.prototype === undefined || Object.prototype.isPrototypeOf.call(RpcError.prototype, this.prototype);
    const code = isCode(remote.code) ? remote.code : Code.Unknown;
    const error = isRpcError
      ? new RpcError(remote.message, { code, metadata: remote.metadata })
      : new Error(remote.message);
    if (this.prototype !== undefined) Object.setPrototypeOf(error, this.prototype);
    for (const [key, value] of Object.entries(fields)) define(error, key, value, true);
    define(error, 'name', name, false);
    // The stack begins with what the error was called when it was made.
    define(error, 'stack', error.stack?.replace(/^(RpcError|Error)/, name), false);
    return error;
  }
}

function define(error: Error, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
}
