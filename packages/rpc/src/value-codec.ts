import type { z } from 'zod';
import { failure } from './failure.js';
import type { MethodCodec } from './method-codec.js';
import type { MethodSpec } from './service.js';
import { describeArgumentIssues, describeResultIssues } from './validation.js';
import { readValue } from './wire/read-value.js';
import type { Reader } from './wire/reader.js';
import { skipValue } from './wire/skip-value.js';
import { writeValue } from './wire/write-value.js';
import type { Writer } from './wire/writer.js';

/** The codec of a method that has no specialised one: self-describing values, validated with the method's schemas. */
export class ValueCodec implements MethodCodec {
  readonly #path: string;
  readonly #spec: MethodSpec;
  #args: z.ZodType<readonly unknown[]> | undefined;
  #result: z.ZodType | undefined;

  constructor(path: string, spec: MethodSpec) {
    this.#path = path;
    this.#spec = spec;
  }

  encodeArgs(writer: Writer, args: readonly unknown[]): void {
    writeValue(writer, args);
  }

  decodeArgs(reader: Reader): readonly unknown[] {
    this.#args ??= this.#spec.args();
    const parsed = this.#args.safeParse(readValue(reader));
    if (parsed.success) return parsed.data;
    const what = describeArgumentIssues(parsed.error.issues, this.#spec.params);
    throw failure('invalid-arguments', `${this.#path}: ${what}`);
  }

  encodeResult(writer: Writer, result: unknown): void {
    if (this.#spec.result === undefined) writer.nil();
    else writeValue(writer, result);
  }

  decodeResult(reader: Reader): unknown {
    if (this.#spec.result === undefined) {
      skipValue(reader);
      return undefined;
    }
    this.#result ??= this.#spec.result();
    const parsed = this.#result.safeParse(readValue(reader));
    if (parsed.success) return parsed.data;
    const what = describeResultIssues(parsed.error.issues);
    throw failure('invalid-result', `${this.#path}: ${what}`, { maybeExecuted: true });
  }
}
