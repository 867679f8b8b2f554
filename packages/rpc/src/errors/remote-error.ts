import { Code, isCode } from '../code.js';
import { isMetadata, type Metadata } from '../metadata.js';
import { RpcError } from '../rpc-error.js';
import { readValue } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import { writeValue } from '../wire/write-value.js';
import type { Writer } from '../wire/writer.js';
import { DeclaredError } from './declared-error.js';

/** An error as a response carries it. */
export interface RemoteError {
  readonly code: number;
  readonly message: string;
  /** The name that the method declares it by; its fields are the details then. */
  readonly type?: string;
  readonly maybeExecuted?: boolean;
  readonly details?: unknown;
  readonly metadata?: Metadata;
}

/** What the caller is to see of an error; its cause stays here. */
export function toRemoteError(error: RpcError): RemoteError {
  return {
    code: error.code,
    message: error.message,
    ...(error instanceof DeclaredError ? { type: error.type } : {}),
    ...(error.maybeExecuted === undefined ? {} : { maybeExecuted: error.maybeExecuted }),
    ...(error.details === undefined ? {} : { details: error.details }),
    ...(error.metadata === undefined ? {} : { metadata: error.metadata }),
  };
}

/** Appends an error as a response carries it. */
export function writeRemoteError(writer: Writer, error: RemoteError): void {
  writeValue(writer, error);
}

/** Reads an error of a response; throws `WireError` for one without code or message. */
export function readRemoteError(reader: Reader): RemoteError {
  const value = readValue(reader);
  if (typeof value !== 'object' || value === null || !('code' in value) || !('message' in value)) {
    throw new WireError('an error in a response must be a map with code and message');
  }
  const { code, message } = value;
  if (typeof code !== 'number' || typeof message !== 'string') {
    throw new WireError('an error in a response must have a number as code and a string as message');
  }
  const { type, maybeExecuted, details, metadata } = value as Readonly<Record<string, unknown>>; // any object may be asked for a property
  return {
    code,
    message,
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof maybeExecuted === 'boolean' ? { maybeExecuted } : {}),
    ...(details === undefined ? {} : { details }),
    ...(isMetadata(metadata) ? { metadata } : {}),
  };
}

/** The error as its caller gets it. A code that we do not know becomes `Code.Unknown`. */
export function fromRemoteError(remote: RemoteError): RpcError {
  return new RpcError(remote.message, { ...remote, code: isCode(remote.code) ? remote.code : Code.Unknown });
}
