import { compactCodec, plainCodec } from '../../../rpc/src/codec/codec-of.js';
import type { MethodCodec } from '../../../rpc/src/codec/method-codec.js';
import { RpcError } from '../../../rpc/src/rpc-error.js';
import type { MethodSpec } from '../../../rpc/src/service.js';
import { NotSendable } from '../../../rpc/src/wire/not-sendable.js';
import { Reader } from '../../../rpc/src/wire/reader.js';
import { Writer } from '../../../rpc/src/wire/writer.js';

/** What becomes of arguments: they arrive, they are refused, or they never leave. */
export type Outcome =
  | { readonly arrived: readonly unknown[] }
  | { readonly refused: string }
  | { readonly unsent: string };

/** The outcome between sides that agree on the contract, and between sides that do not. */
export function outcomes(spec: MethodSpec, args: readonly unknown[]): { compact: Outcome; plain: Outcome } {
  return {
    compact: outcome(compactCodec('Service/method', spec), args),
    plain: outcome(plainCodec('Service/method', spec), args),
  };
}

/** The bytes of arguments as they travel between sides that agree on the contract. */
export function compactBytes(spec: MethodSpec, args: readonly unknown[]): Uint8Array {
  return bytesOf(compactCodec('Service/method', spec), args);
}

/** What a side that agrees on the contract makes of bytes. */
export function receiveCompact(spec: MethodSpec, bytes: Uint8Array): Outcome {
  return receive(compactCodec('Service/method', spec), bytes);
}

function outcome(codec: MethodCodec, args: readonly unknown[]): Outcome {
  try {
    return receive(codec, bytesOf(codec, args));
  } catch (error) {
    if (error instanceof NotSendable) return { unsent: error.message };
    throw error;
  }
}

function bytesOf(codec: MethodCodec, args: readonly unknown[]): Uint8Array {
  const writer = Writer.growing(1 << 20);
  codec.args.write(writer, args);
  return writer.bytes.slice(0, writer.position);
}

function receive(codec: MethodCodec, bytes: Uint8Array): Outcome {
  const reader = new Reader();
  reader.reset(bytes, bytes.length);
  try {
    const arrived = codec.args.read(reader) as readonly unknown[];
    if (reader.position !== bytes.length) throw new Error('bytes are left');
    return { arrived };
  } catch (error) {
    if (error instanceof RpcError) return { refused: error.message };
    throw error;
  }
}
