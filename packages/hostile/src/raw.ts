/**
 * MessagePack as an enemy writes it: correct by default, with any encoding of a length, and with bytes of one's own in
 * between. What is not MessagePack at all is `new Raw(...)`.
 */
export class Raw {
  readonly bytes: readonly number[];

  constructor(...bytes: readonly number[]) {
    this.bytes = bytes;
  }
}

/** An extension: its type, and what it holds. */
export class Extension {
  readonly type: number;
  readonly content: readonly number[];

  constructor(type: number, content: readonly number[]) {
    this.type = type;
    this.content = content;
  }
}

/** Pairs, where keys may repeat or be no strings. */
export class Pairs {
  readonly entries: readonly (readonly [unknown, unknown])[];

  constructor(...entries: readonly (readonly [unknown, unknown])[]) {
    this.entries = entries;
  }
}

/** A value's bytes. */
export function pack(value: unknown): number[] {
  if (value instanceof Raw) return [...value.bytes];
  if (value instanceof Extension) {
    return [0xc9, ...u32(value.content.length), value.type & 0xff, ...value.content];
  }
  if (value instanceof Pairs) {
    return [
      0xdf,
      ...u32(value.entries.length),
      ...value.entries.flatMap(([k, v]) => [...pack(k), ...pack(v)]),
    ];
  }
  if (value === null || value === undefined) return [0xc0];
  if (typeof value === 'boolean') return [value ? 0xc3 : 0xc2];
  if (typeof value === 'number') return packNumber(value);
  if (typeof value === 'string') {
    const text = [...Buffer.from(value)];
    return text.length < 32 ? [0xa0 | text.length, ...text] : [0xdb, ...u32(text.length), ...text];
  }
  if (value instanceof Uint8Array) return [0xc6, ...u32(value.length), ...value];
  if (Array.isArray(value)) {
    const members = value.flatMap(pack);
    return value.length < 16 ? [0x90 | value.length, ...members] : [0xdd, ...u32(value.length), ...members];
  }
  return pack(new Pairs(...Object.entries(value)));
}

function packNumber(value: number): number[] {
  if (Number.isInteger(value) && value >= 0 && value < 128) return [value];
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) return [0xce, ...u32(value)];
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return [0xcb, ...bytes];
}

function u32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
