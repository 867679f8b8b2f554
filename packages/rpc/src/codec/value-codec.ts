import type { CompactCodec, CompactType } from '../compact/compact-codec.js';
import { CompactValue } from '../compact/compact-value.js';
import { failure } from '../failure.js';
import type { RpcError } from '../rpc-error.js';
import type { MethodSpec } from '../service.js';
import type { Reader } from '../wire/reader.js';
import { skipValue } from '../wire/skip-value.js';
import type { Writer } from '../wire/writer.js';
import { CheckedValue } from './checked-value.js';
import type { MethodCodec } from './method-codec.js';
import { describeArgumentIssues, describeIssues } from './validation.js';

/**
 * The codec of a method: values that say themselves what they are, validated with the method's schemas; or, where `compact`
 * is given, values that travel as it says.
 */
export class ValueCodec implements MethodCodec {
  readonly #spec: MethodSpec;
  readonly #args: Place;
  readonly #result: Place | undefined;
  readonly #item: Place | undefined;
  readonly #upload: Place | undefined;

  constructor(path: string, spec: MethodSpec, compact?: CompactCodec) {
    const { params, args, result, item, upload } = spec;
    this.#spec = spec;
    const checkedArgs = new CheckedValue(args, (issues) =>
      failure('invalid-arguments', `${path}: ${describeArgumentIssues(issues, params)}`),
    );
    this.#args = placeOf(checkedArgs, compact?.args);
    const invalidResult = (what: string): RpcError =>
      failure('invalid-result', `${path}: ${what}`, { maybeExecuted: true });
    if (result !== undefined) {
      const checked = new CheckedValue(result, (issues) => invalidResult(describeIssues(issues, 'result')));
      this.#result = placeOf(checked, compact?.result);
    }
    if (item !== undefined) {
      const checked = new CheckedValue(item, (issues) => invalidResult(describeIssues(issues, 'item')));
      this.#item = placeOf(checked, compact?.item);
    }
    if (upload !== undefined) {
      const checked = new CheckedValue(upload.item, (issues) =>
        failure('invalid-arguments', `${path}: ${describeIssues(issues, 'item')}`),
      );
      this.#upload = placeOf(checked, compact?.upload);
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

  #need(value: Place | undefined): Place {
    if (value === undefined) throw new TypeError(`method ${this.#spec.name} has no such stream`);
    return value;
  }
}

/** A value of one place in a method. */
interface Place {
  write(writer: Writer, value: unknown): void;
  read(reader: Reader): unknown;
}

function placeOf(checked: CheckedValue, type: CompactType<unknown> | undefined): Place {
  return type === undefined ? checked : new CompactValue(type, checked);
}
