/** First bytes of MessagePack values, by the names of its specification. */
export const NIL = 0xc0;
export const FALSE = 0xc2;
export const TRUE = 0xc3;
export const BIN8 = 0xc4;
export const BIN16 = 0xc5;
export const BIN32 = 0xc6;
export const EXT8 = 0xc7;
export const EXT16 = 0xc8;
export const EXT32 = 0xc9;
export const FLOAT32 = 0xca;
export const FLOAT64 = 0xcb;
export const UINT8 = 0xcc;
export const UINT16 = 0xcd;
export const UINT32 = 0xce;
export const UINT64 = 0xcf;
export const INT8 = 0xd0;
export const INT16 = 0xd1;
export const INT32 = 0xd2;
export const INT64 = 0xd3;
export const FIXEXT1 = 0xd4;
export const FIXEXT2 = 0xd5;
export const FIXEXT4 = 0xd6;
export const FIXEXT8 = 0xd7;
export const FIXEXT16 = 0xd8;
export const STR8 = 0xd9;
export const STR16 = 0xda;
export const STR32 = 0xdb;
export const ARRAY16 = 0xdc;
export const ARRAY32 = 0xdd;
export const MAP16 = 0xde;
export const MAP32 = 0xdf;

/** The extension types that values use; any other is refused. */
export const Extension = {
  /** One zero byte. */
  Undefined: 0,
  /** A MessagePack array: key, value, key, value and so on. */
  Map: 1,
  /** A MessagePack array of the members. */
  Set: 2,
  /** An integer beyond 64 bits: two's complement, big-endian. */
  BigInt: 3,
  /** A MessagePack array: name, message, and the cause if there is one. */
  Error: 4,
  /** A MessagePack array: source and flags. */
  RegExp: 5,
  /** The address, in UTF-8. */
  URL: 6,
  /** Four bytes: the number of something that the sender has. */
  Reference: 7,
  /** Four bytes: the number of something that the receiver has. */
  ReturnedReference: 8,
  /** Four bytes: the number of a file descriptor that the sender donated. */
  Descriptor: 9,
  /** A byte that says of which kind the elements are, then the elements, little-endian: as msgpackr has it. */
  TypedArray: 0x74,
  /** MessagePack's own timestamp. */
  Timestamp: -1,
} as const;

/** The longest integer that travels. */
export const MAX_BIGINT_BYTES = 65_536;
