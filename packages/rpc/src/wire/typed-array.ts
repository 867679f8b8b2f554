import { isArrayBuffer, isDataView, isTypedArray } from 'node:util/types';

/** A view of memory, or the memory, that travels byte by byte. A Uint8Array is sent as a binary, which is shorter. */
export type SentBytes = ArrayBuffer | ArrayBufferView;

/** What the bytes of an extension are put into, by the byte at its beginning; these are the numbers of msgpackr. */
const FORMS = [
  { code: 0, name: 'Int8Array', width: 1, over: (memory: ArrayBuffer) => new Int8Array(memory) },
  { code: 1, name: 'Uint8Array', width: 1, over: (memory: ArrayBuffer) => new Uint8Array(memory) },
  {
    code: 2,
    name: 'Uint8ClampedArray',
    width: 1,
    over: (memory: ArrayBuffer) => new Uint8ClampedArray(memory),
  },
  { code: 3, name: 'Int16Array', width: 2, over: (memory: ArrayBuffer) => new Int16Array(memory) },
  { code: 4, name: 'Uint16Array', width: 2, over: (memory: ArrayBuffer) => new Uint16Array(memory) },
  { code: 5, name: 'Int32Array', width: 4, over: (memory: ArrayBuffer) => new Int32Array(memory) },
  { code: 6, name: 'Uint32Array', width: 4, over: (memory: ArrayBuffer) => new Uint32Array(memory) },
  { code: 7, name: 'Float32Array', width: 4, over: (memory: ArrayBuffer) => new Float32Array(memory) },
  { code: 8, name: 'Float64Array', width: 8, over: (memory: ArrayBuffer) => new Float64Array(memory) },
  { code: 9, name: 'BigInt64Array', width: 8, over: (memory: ArrayBuffer) => new BigInt64Array(memory) },
  { code: 10, name: 'BigUint64Array', width: 8, over: (memory: ArrayBuffer) => new BigUint64Array(memory) },
  { code: 16, name: 'ArrayBuffer', width: 1, over: (memory: ArrayBuffer) => memory },
  { code: 17, name: 'DataView', width: 1, over: (memory: ArrayBuffer) => new DataView(memory) },
] as const;

const CODES: ReadonlyMap<string, number> = new Map(FORMS.map(({ name, code }) => [name, code]));

/** The number that says what these bytes are; undefined for what does not travel, such as a SharedArrayBuffer. */
export function codeOf(value: object): number | undefined {
  if (isArrayBuffer(value)) return CODES.get('ArrayBuffer');
  if (isDataView(value)) return CODES.get('DataView');
  return isTypedArray(value) ? CODES.get(value[Symbol.toStringTag]) : undefined;
}

/** The bytes of what has a code. */
export function bytesOf(value: SentBytes): Uint8Array {
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

/** What is made of memory that came with a code; undefined when no code is that, or the memory ends within an element. */
export function formOf(code: number, memory: ArrayBuffer): SentBytes | undefined {
  const form = FORMS.find((each) => each.code === code);
  return form === undefined || memory.byteLength % form.width !== 0 ? undefined : form.over(memory);
}
