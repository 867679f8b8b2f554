/**
 * The one door through which generated code enters the run time. What is exported here does not change incompatibly;
 * a new generation of stubs gets a `codegen-v2` beside it.
 */

export type * as zod from 'zod';
export type { CallContext } from './call-context.js';
export type { CallOptions, ClientOptions } from './call-options.js';
export { type BlockingCaller, type Caller, openBlockingCaller, openCaller } from './client.js';
export { z } from './codec/zod.js';
export { readChecked, readInstance } from './compact/checked.js';
export { readMap, readRecord, readSet, writeMap, writeRecord, writeSet } from './compact/collections.js';
export type { CompactCodec, CompactType } from './compact/compact-codec.js';
export { deeperIn, deeperOut } from './compact/depth.js';
export { Kind, kindAt, kindOf } from './compact/kind.js';
export { firstLength, hasCharacters, readCount, readCountWithin } from './compact/lengths.js';
export { readMismatch, readNever, writeMismatch, writeNoObject } from './compact/mismatch.js';
export {
  isData,
  isObject,
  readMember,
  readPlaces,
  readPresence,
  type Writable,
  writeMember,
  writePresence,
} from './compact/objects.js';
export {
  readBigInt,
  readBoolean,
  readBytes,
  readDate,
  readLiteral,
  readNull,
  readNumber,
  readString,
  readUndefined,
  writeBigInt,
  writeBoolean,
  writeBytes,
  writeDate,
  writeNumber,
  writeString,
} from './compact/scalars.js';
export { Descriptor } from './remote/descriptor.js';
export { descriptor } from './remote/descriptor-schema.js';
export { remote } from './remote/remote-schema.js';
export {
  defineRemote,
  defineService,
  type ErrorSpec,
  type MethodSpec,
  type RemoteSpec,
  type ServiceDescriptor,
} from './service.js';
export type { Session as RpcSession } from './session.js';
export { readPart as readUnknown } from './wire/read-value.js';
export type { Reader } from './wire/reader.js';
export { readShortString, writeShortString } from './wire/short-text.js';
export { writeWhole } from './wire/write-number.js';
export { writeValue } from './wire/write-value.js';
export type { Writer } from './wire/writer.js';
