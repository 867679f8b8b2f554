/** Memory, and how it is read or written. */
export interface Views {
  readonly bytes: Uint8Array;
  readonly buffer: Buffer;
  readonly view: DataView;
}

export function viewsOf(bytes: Uint8Array): Views {
  return {
    bytes,
    buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  };
}

/** No memory at all. */
export const NOTHING: Views = viewsOf(new Uint8Array(0));
