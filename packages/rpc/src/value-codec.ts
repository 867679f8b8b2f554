import * as z from 'zod';
import { failure } from './failure.js';
import type { MethodCodec } from './method-codec.js';
import type { RpcError } from './rpc-error.js';
import type { MethodSpec } from './service.js';
import { describeArgumentIssues, describeIssues, type Issues } from './validation.js';
import { findNotSendable, NotSendable } from './wire/not-sendable.js';
import { readValue } from './wire/read-value.js';
import type { Reader } from './wire/reader.js';
import { skipValue } from './wire/skip-value.js';
import { writeValue } from './wire/write-value.js';
import type { Writer } from './wire/writer.js';

/** The codec of a method that has no specialised one: self-describing values, validated with the method's schemas. */
export class ValueCodec implements MethodCodec {
  readonly #spec: MethodSpec;
  readonly #args: CheckedValue;
  readonly #result: CheckedValue | undefined;
  readonly #item: CheckedValue | undefined;
  readonly #upload: CheckedValue | undefined;

  constructor(path: string, spec: MethodSpec) {
    const { params, args, result, item, upload } = spec;
    this.#spec = spec;
    this.#args = new CheckedValue(args, (issues) =>
      failure('invalid-arguments', `${path}: ${describeArgumentIssues(issues, params)}`),
    );
    const invalidResult = (what: string): RpcError =>
      failure('invalid-result', `${path}: ${what}`, { maybeExecuted: true });
    if (result !== undefined) {
      this.#result = new CheckedValue(result, (issues) => invalidResult(describeIssues(issues, 'result')));
    }
    if (item !== undefined) {
      this.#item = new CheckedValue(item, (issues) => invalidResult(describeIssues(issues, 'item')));
    }
    if (upload !== undefined) {
      this.#upload = new CheckedValue(upload.item, (issues) =>
        failure('invalid-arguments', `${path}: ${describeIssues(issues, 'item')}`),
      );
    }
  }

  encodeArgs(writer: Writer, args: readonly unknown[]): void {
    this.#args.write(writer, args);
  }

  decodeArgs(reader: Reader): readonly unknown[] {
    return this.#args.read(reader) as readonly unknown[]; // the schema is that of a tuple
  }

  encodeResult(writer: Writer, result: unknown): void {
    if (this.#result === undefined) writer.nil();
    else this.#result.write(writer, result);
  }

  decodeResult(reader: Reader): unknown {
    if (this.#result !== undefined) return this.#result.read(reader);
    skipValue(reader);
    return undefined;
  }

  encodeItem(writer: Writer, item: unknown): void {
    this.#need(this.#item).write(writer, item);
  }

  decodeItem(reader: Reader): unknown {
    return this.#need(this.#item).read(reader);
  }

  encodeUpload(writer: Writer, item: unknown): void {
    this.#need(this.#upload).write(writer, item);
  }

  decodeUpload(reader: Reader): unknown {
    return this.#need(this.#upload).read(reader);
  }

  #need(value: CheckedValue | undefined): CheckedValue {
    if (value === undefined) throw new TypeError(`method ${this.#spec.name} has no such stream`);
    return value;
  }
}

/** A value of one place in a method, and its schema, which is built when the first one is read. */
class CheckedValue {
  readonly #build: () => z.ZodType;
  readonly #refuse: (issues: Issues) => RpcError;
  #schema: z.ZodType | undefined;

  constructor(build: () => z.ZodType, refuse: (issues: Issues) => RpcError) {
    this.#build = build;
    this.#refuse = refuse;
  }

  write(writer: Writer, value: unknown): void {
    const start = writer.position;
    try {
      writeValue(writer, value);
    } catch (error) {
      if (!(error instanceof NotSendable)) throw error;
      // It may hold functions and objects that cross as references: the schema knows where.
      writer.position = start;
      writer.takeBack();
      writeValue(writer, this.#withReferences(writer, value, error));
    }
  }

  /** The value with what crosses as a reference marked as such. Throws `cause` if there is nothing of the kind. */
  #withReferences(writer: Writer, value: unknown, cause: NotSendable): unknown {
    this.#schema ??= this.#build();
    let encoded: z.ZodSafeParseResult<unknown>;
    try {
      encoded = z.safeEncode(this.#schema, value);
    } catch {
      throw cause; // A schema with a transformation in it goes one way only.
    }
    if (encoded.success) return encoded.data;
    const { issues } = encoded.error;
    // Where nothing that can not be sent may be, that is what is wrong.
    const place = JSON.stringify(findNotSendable(value, writer.maxDepth)?.path);
    throw issues.some(({ path }) => JSON.stringify(path) === place) ? cause : this.#refuse(issues);
  }

  read(reader: Reader): unknown {
    this.#schema ??= this.#build();
    const parsed = this.#schema.safeParse(readValue(reader));
    if (parsed.success) return parsed.data;
    throw this.#refuse(parsed.error.issues);
  }
}
