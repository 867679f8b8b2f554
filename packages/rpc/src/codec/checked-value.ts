import type * as zod from 'zod';
import type { RpcError } from '../rpc-error.js';
import { findNotSendable, NotSendable } from '../wire/not-sendable.js';
import { readValue } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { writeValue } from '../wire/write-value.js';
import type { Writer } from '../wire/writer.js';
import type { Issues } from './validation.js';
import { z } from './zod.js';

/** A value of one place in a method, and its schema, which is built when it is first needed. */
export class CheckedValue {
  readonly mayRefer = true;
  readonly #build: () => zod.ZodType;
  readonly #refuse: (issues: Issues) => RpcError;
  #schema: zod.ZodType | undefined;

  constructor(build: () => zod.ZodType, refuse: (issues: Issues) => RpcError) {
    this.#build = build;
    this.#refuse = refuse;
  }

  write(writer: Writer, value: unknown): void {
    const mark = writer.mark();
    try {
      writeValue(writer, value);
    } catch (error) {
      if (!(error instanceof NotSendable)) throw error;
      // It may hold functions and objects that cross as references: the schema knows where.
      writer.rewind(mark);
      writeValue(writer, this.#withReferences(writer, value, error));
    }
  }

  /** The value with what crosses as a reference marked as such. Throws `cause` if there is nothing of the kind. */
  #withReferences(writer: Writer, value: unknown, cause: NotSendable): unknown {
    this.#schema ??= this.#build();
    let encoded: zod.ZodSafeParseResult<unknown>;
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
    return this.check(readValue(reader));
  }

  /** What the schema makes of a value. Throws `RpcError` if it refuses it. */
  check(value: unknown): unknown {
    this.#schema ??= this.#build();
    const parsed = this.#schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw this.#refuse(parsed.error.issues);
  }
}
