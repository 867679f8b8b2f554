import { asMetadata, type Metadata } from '../metadata.js';
import { readValue } from '../wire/read-value.js';
import type { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import { writeValue } from '../wire/write-value.js';
import type { Writer } from '../wire/writer.js';

/** What a response may say beside the result or the error. */
export interface ResponseOptions {
  readonly headers: Metadata | undefined;
  readonly trailers: Metadata | undefined;
}

/** Appends the map of options. */
export function writeResponseOptions(writer: Writer, { headers, trailers }: ResponseOptions): void {
  writer.mapHeader(Number(headers !== undefined) + Number(trailers !== undefined));
  if (headers !== undefined) {
    writer.string('h');
    writeValue(writer, headers);
  }
  if (trailers !== undefined) {
    writer.string('t');
    writeValue(writer, trailers);
  }
}

/** Reads the map of options. Keys that we do not know are ignored. */
export function readResponseOptions(reader: Reader): ResponseOptions {
  const options = readValue(reader);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new WireError('the options of a response must be a map');
  }
  return {
    headers: 'h' in options ? asMetadata(options.h) : undefined,
    trailers: 't' in options ? asMetadata(options.t) : undefined,
  };
}
