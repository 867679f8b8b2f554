import * as format from './format.js';
import type { Reader } from './reader.js';

/**
 * Moves past one MessagePack value without looking at what it means. Throws `WireError` where it is not MessagePack or reaches
 * beyond the end. Needs no stack, however deep the value nests.
 */
export function skipValue(reader: Reader): void {
  for (let left = 1; left > 0; left--) {
    const tag = reader.tag();
    if (tag < 0x80 || tag >= 0xe0) continue;
    if (tag < 0x90) left += 2 * (tag & 0x0f);
    else if (tag < 0xa0) left += tag & 0x0f;
    else left += skipTagged(reader, tag);
  }
}

/** Moves past what belongs to the tag itself; gives back how many values follow that belong to it too. */
function skipTagged(reader: Reader, tag: number): number {
  const { view } = reader;
  switch (tag) {
    case format.NIL:
    case format.FALSE:
    case format.TRUE:
      return 0;
    case format.UINT8:
    case format.INT8:
      return skipBytes(reader, 1);
    case format.UINT16:
    case format.INT16:
      return skipBytes(reader, 2);
    case format.UINT32:
    case format.INT32:
    case format.FLOAT32:
      return skipBytes(reader, 4);
    case format.UINT64:
    case format.INT64:
    case format.FLOAT64:
      return skipBytes(reader, 8);
    case format.ARRAY16:
      return view.getUint16(reader.take(2));
    case format.ARRAY32:
      return view.getUint32(reader.take(4));
    case format.MAP16:
      return 2 * view.getUint16(reader.take(2));
    case format.MAP32:
      return 2 * view.getUint32(reader.take(4));
    case format.FIXEXT4:
      return skipFixext4(reader);
    default:
      return skipBytes(reader, bodyLength(reader, tag));
  }
}

function skipBytes(reader: Reader, byteCount: number): 0 {
  reader.take(byteCount);
  return 0;
}

/** A reference that is skipped is not held on to: its sender is told. A file descriptor is closed. */
function skipFixext4(reader: Reader): 0 {
  const type = reader.view.getInt8(reader.take(1));
  const body = reader.take(4);
  if (type === format.Extension.Reference) reader.references?.refuse(reader.view.getUint32(body));
  else if (type === format.Extension.Descriptor) reader.refuseDescriptor(reader.view.getUint32(body));
  return 0;
}

function bodyLength(reader: Reader, tag: number): number {
  const string = reader.stringLength(tag);
  if (string >= 0) return string;
  const binary = reader.binaryLength(tag);
  if (binary >= 0) return binary;
  const extension = reader.extensionLength(tag);
  if (extension >= 0) return extension + 1;
  throw reader.broken(`a value before it; 0x${tag.toString(16)} starts none`);
}
