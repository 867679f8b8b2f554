// Made from ../interop.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type Reader,
  type RpcSession,
  type ServiceDescriptor,
  type Writable,
  type Writer,
  defineService,
  firstLength,
  isData,
  isObject,
  openBlockingCaller,
  openCaller,
  readBytes,
  readCount,
  readMismatch,
  readNumber,
  readPlaces,
  readPresence,
  readShortString,
  readString,
  writeBytes,
  writeMismatch,
  writeNoObject,
  writeNumber,
  writePresence,
  writeShortString,
  writeString,
  writeWhole,
  z,
  type zod,
} from '@flipcall/rpc/codegen-v1';
import type {
  EchoStatus,
  Empty,
  InputRequest,
  InputResponse,
  OutputRequest,
  OutputResponse,
  Payload,
  ResponseParameters,
  SimpleRequest,
  SimpleResponse,
  TestService as TestServiceSource,
} from '../interop.js';

/** The service of gRPC's interoperability tests, as far as it is implemented. */
export type TestService = TestServiceSource;

/**
 * A client of TestService: its methods as promises.
 *
 * The service of gRPC's interoperability tests, as far as it is implemented.
 */
export interface TestServiceClient {
  /** Takes nothing and answers nothing. */
  emptyCall(request: Empty, options?: CallOptions): Promise<Empty>;
  /** Answers with as many bytes as it is asked for. */
  unaryCall(request: SimpleRequest, options?: CallOptions): Promise<SimpleResponse>;
  /** Answers with one payload for each of the parameters. */
  streamingOutputCall(request: OutputRequest, options?: CallOptions): AsyncIterable<OutputResponse>;
  /** Adds up the sizes of the payloads that it gets. */
  streamingInputCall(
    requests: AsyncIterable<InputRequest> | Iterable<InputRequest>,
    options?: CallOptions,
  ): Promise<InputResponse>;
  /** Answers each request as it comes. */
  fullDuplexCall(
    requests: AsyncIterable<OutputRequest> | Iterable<OutputRequest>,
    options?: CallOptions,
  ): AsyncIterable<OutputResponse>;
}

/**
 * A client of TestService: its methods by calls that block the calling thread. Without what streams both ways: fullDuplexCall.
 *
 * The service of gRPC's interoperability tests, as far as it is implemented.
 */
export interface TestServiceSyncClient {
  /** Takes nothing and answers nothing. */
  emptyCall(request: Empty, options?: CallOptions): Empty;
  /** Answers with as many bytes as it is asked for. */
  unaryCall(request: SimpleRequest, options?: CallOptions): SimpleResponse;
  /** Answers with one payload for each of the parameters. */
  streamingOutputCall(request: OutputRequest, options?: CallOptions): Iterable<OutputResponse>;
  /** Adds up the sizes of the payloads that it gets. */
  streamingInputCall(requests: Iterable<InputRequest>, options?: CallOptions): InputResponse;
}

/**
 * What a server of TestService implements.
 *
 * The service of gRPC's interoperability tests, as far as it is implemented.
 */
export interface TestServiceHandlers {
  /** Takes nothing and answers nothing. */
  emptyCall(request: Empty, context: CallContext): Empty | Promise<Empty>;
  /** Answers with as many bytes as it is asked for. */
  unaryCall(request: SimpleRequest, context: CallContext): SimpleResponse | Promise<SimpleResponse>;
  /** Answers with one payload for each of the parameters. */
  streamingOutputCall(
    request: OutputRequest,
    context: CallContext,
  ):
    | AsyncIterable<OutputResponse>
    | Iterable<OutputResponse>
    | Promise<AsyncIterable<OutputResponse> | Iterable<OutputResponse>>;
  /** Adds up the sizes of the payloads that it gets. */
  streamingInputCall(
    requests: AsyncIterable<InputRequest>,
    context: CallContext,
  ): InputResponse | Promise<InputResponse>;
  /** Answers each request as it comes. */
  fullDuplexCall(
    requests: AsyncIterable<OutputRequest>,
    context: CallContext,
  ):
    | AsyncIterable<OutputResponse>
    | Iterable<OutputResponse>
    | Promise<AsyncIterable<OutputResponse> | Iterable<OutputResponse>>;
}

/** The service TestService: names, kinds and schemas of its methods. */
export const TestService: ServiceDescriptor<TestServiceHandlers> = /* @__PURE__ */ defineService<TestServiceHandlers>({
  name: 'TestService',
  contractHash: '4ec693113897b8db890c4a7133af57c9',
  methods: [
    {
      name: 'emptyCall',
      kind: 'unary',
      params: ['request'],
      args: () => z.tuple([emptySchema()]),
      result: () => emptySchema(),
      compact: {
        args: { write: writeEmptyCallArgs, read: readEmptyCallArgs },
        result: { write: writeEmpty, read: readEmpty },
      },
    },
    {
      name: 'fullDuplexCall',
      kind: 'bidiStream',
      params: [],
      args: () => z.tuple([]),
      item: () => outputResponseSchema(),
      upload: { param: 0, item: () => outputRequestSchema() },
      compact: {
        args: { write: writeFullDuplexCallArgs, read: readFullDuplexCallArgs },
        item: { write: writeOutputResponse, read: readOutputResponse },
        upload: { write: writeOutputRequest, read: readOutputRequest },
      },
    },
    {
      name: 'streamingInputCall',
      kind: 'clientStream',
      params: [],
      args: () => z.tuple([]),
      result: () => inputResponseSchema(),
      upload: { param: 0, item: () => inputRequestSchema() },
      compact: {
        args: { write: writeStreamingInputCallArgs, read: readStreamingInputCallArgs },
        result: { write: writeInputResponse, read: readInputResponse },
        upload: { write: writeInputRequest, read: readInputRequest },
      },
    },
    {
      name: 'streamingOutputCall',
      kind: 'serverStream',
      params: ['request'],
      args: () => z.tuple([outputRequestSchema()]),
      item: () => outputResponseSchema(),
      compact: {
        args: { write: writeStreamingOutputCallArgs, read: readStreamingOutputCallArgs },
        item: { write: writeOutputResponse, read: readOutputResponse },
      },
    },
    {
      name: 'unaryCall',
      kind: 'unary',
      params: ['request'],
      args: () => z.tuple([simpleRequestSchema()]),
      result: () => simpleResponseSchema(),
      compact: {
        args: { write: writeUnaryCallArgs, read: readUnaryCallArgs },
        result: { write: writeSimpleResponse, read: readSimpleResponse },
      },
    },
  ],
});

/** A client of TestService on a session: its methods as promises. */
export function createTestServiceClient(
  session: RpcSession,
  options?: ClientOptions,
): TestServiceClient {
  const caller = openCaller(session, TestService, options);
  return {
    emptyCall: (request, options) => caller.call(0, [request], options),
    fullDuplexCall: (requests, options) => caller.bidiStream(1, [], requests, options),
    streamingInputCall: (requests, options) => caller.clientStream(2, [], requests, options),
    streamingOutputCall: (request, options) => caller.serverStream(3, [request], options),
    unaryCall: (request, options) => caller.call(4, [request], options),
  };
}

/** A client of TestService on a session: its methods by calls that block the calling thread. */
export function createTestServiceSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): TestServiceSyncClient {
  const caller = openBlockingCaller(session, TestService, options);
  return {
    emptyCall: (request, options) => caller.call(0, [request], options),
    streamingInputCall: (requests, options) => caller.clientStream(2, [], requests, options),
    streamingOutputCall: (request, options) => caller.serverStream(3, [request], options),
    unaryCall: (request, options) => caller.call(4, [request], options),
  };
}

// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.

function writeEmptyCallArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeEmpty(writer, args[0] as Empty);
}

function readEmptyCallArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readEmpty(reader)];
}

function readEmpty(reader: Reader): Empty {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return {};
}

function writeEmpty(writer: Writer, value: Empty): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(0);
}

function writeFullDuplexCallArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readFullDuplexCallArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function readOutputResponse(reader: Reader): OutputResponse {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const payload = readPayload(reader);
  return { payload };
}

function writeOutputResponse(writer: Writer, value: OutputResponse): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.payload;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writePayload(writer, first);
}

function readOutputRequest(reader: Reader): OutputRequest {
  const presence = readPresence(reader, 1, 2);
  if (presence < 0) return readMismatch(reader);
  const responseParameters = readResponseParametersArray(reader);
  const value: Writable<OutputRequest> = { responseParameters };
  if (presence & 1) value.payload = readPayload(reader);
  if (presence & 2) value.responseStatus = readEchoStatus(reader);
  return value;
}

function writeOutputRequest(writer: Writer, value: OutputRequest): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.responseParameters;
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.payload !== undefined || 'payload' in value) presence |= 1;
  if (value.responseStatus !== undefined || 'responseStatus' in value) presence |= 2;
  writePresence(writer, 1, presence);
  writeResponseParametersArray(writer, first);
  if (presence & 1) writePayload(writer, value.payload as Payload);
  if (presence & 2) writeEchoStatus(writer, value.responseStatus as EchoStatus);
}

function writeStreamingInputCallArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 0) return writeMismatch(writer, args);
  writer.arrayHeader(0);
}

function readStreamingInputCallArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 0)) return readMismatch(reader);
  return [];
}

function readInputResponse(reader: Reader): InputResponse {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const aggregatedPayloadSize = readNumber(reader);
  return { aggregatedPayloadSize };
}

function writeInputResponse(writer: Writer, value: InputResponse): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.aggregatedPayloadSize;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeNumber(writer, first);
}

function readInputRequest(reader: Reader): InputRequest {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const payload = readPayload(reader);
  return { payload };
}

function writeInputRequest(writer: Writer, value: InputRequest): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.payload;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writePayload(writer, first);
}

function writeStreamingOutputCallArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeOutputRequest(writer, args[0] as OutputRequest);
}

function readStreamingOutputCallArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readOutputRequest(reader)];
}

function writeUnaryCallArgs(writer: Writer, args: readonly unknown[]): void {
  if (args.length !== 1) return writeMismatch(writer, args);
  writer.arrayHeader(1);
  writeSimpleRequest(writer, args[0] as SimpleRequest);
}

function readUnaryCallArgs(reader: Reader): readonly unknown[] {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  return [readSimpleRequest(reader)];
}

function readSimpleResponse(reader: Reader): SimpleResponse {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const payload = readPayload(reader);
  return { payload };
}

function writeSimpleResponse(writer: Writer, value: SimpleResponse): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.payload;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writePayload(writer, first);
}

function readPayload(reader: Reader): Payload {
  if (!readPlaces(reader, 1)) return readMismatch(reader);
  const body = readBytes(reader);
  return { body };
}

function writePayload(writer: Writer, value: Payload): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.body;
  if (!isData(value)) return writeNoObject(writer, value);
  writer.arrayHeader(1);
  writeBytes(writer, first);
}

function readResponseParametersArray(reader: Reader): ResponseParameters[] {
  const count = readCount(reader);
  if (count < 0) return readMismatch(reader);
  const items = new Array<ResponseParameters>(firstLength(count));
  for (let index = 0; index < count; index++) {
    items[index] = readResponseParameters(reader);
  }
  return items;
}

function writeResponseParametersArray(writer: Writer, value: ResponseParameters[]): void {
  if (!Array.isArray(value)) return writeMismatch(writer, value);
  const count = value.length;
  writer.arrayHeader(count);
  for (let index = 0; index < count; index++) {
    writeResponseParameters(writer, value[index] as ResponseParameters);
  }
}

function readEchoStatus(reader: Reader): EchoStatus {
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  if (at < end && bytes[at] === 0x92) at++;
  else if (readPlaces(reader, 2)) at = reader.position;
  else return readMismatch(reader);
  let code: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { code = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { code = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; code = readNumber(reader); at = reader.position; }
  let message = readShortString(bytes, view, at, end);
  if (message !== undefined) at += 1 + message.length;
  else { reader.position = at; message = readString(reader); at = reader.position; }
  reader.position = at;
  return { code, message };
}

function writeEchoStatus(writer: Writer, value: EchoStatus): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.code;
  if (!isData(value)) return writeNoObject(writer, value);
  let { position: at, bytes, view, end } = writer;
  let next: number;
  if (at < end) bytes[at++] = 0x92;
  else { writer.arrayHeader(2); ({ position: at, bytes, view, end } = writer); }
  if (typeof first === 'number' && end - at > 8) {
    if (Math.floor(first) !== first) { bytes[at] = 0xcb; view.setFloat64(at + 1, first); at += 9; }
    else if ((first & 0x7f) === first && !Object.is(first, -0)) bytes[at++] = first;
    else at = writeWhole(bytes, view, at, first);
  } else { writer.position = at; writeNumber(writer, first); ({ position: at, bytes, view, end } = writer); }
  const message = value.message;
  if ((next = writeShortString(bytes, at, end, message)) > 0) at = next;
  else { writer.position = at; writeString(writer, message); ({ position: at, bytes, view, end } = writer); }
  writer.position = at;
}

function readSimpleRequest(reader: Reader): SimpleRequest {
  const presence = readPresence(reader, 0, 3);
  if (presence < 0) return readMismatch(reader);
  const value: Writable<SimpleRequest> = {};
  if (presence & 1) value.payload = readPayload(reader);
  if (presence & 2) value.responseSize = readNumber(reader);
  if (presence & 4) value.responseStatus = readEchoStatus(reader);
  return value;
}

function writeSimpleRequest(writer: Writer, value: SimpleRequest): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.payload !== undefined || 'payload' in value) presence |= 1;
  if (value.responseSize !== undefined || 'responseSize' in value) presence |= 2;
  if (value.responseStatus !== undefined || 'responseStatus' in value) presence |= 4;
  writePresence(writer, 0, presence);
  if (presence & 1) writePayload(writer, value.payload as Payload);
  if (presence & 2) writeNumber(writer, value.responseSize as number);
  if (presence & 4) writeEchoStatus(writer, value.responseStatus as EchoStatus);
}

function readResponseParameters(reader: Reader): ResponseParameters {
  const presence = readPresence(reader, 1, 1);
  if (presence < 0) return readMismatch(reader);
  const { bytes, view, end } = reader;
  let at = reader.position;
  let tag = 0;
  let size: number;
  if (at < end && (tag = bytes[at] as number) < 0x80) { size = tag; at++; }
  else if (tag === 0xcb && end - at > 8) { size = view.getFloat64(at + 1); at += 9; }
  else { reader.position = at; size = readNumber(reader); at = reader.position; }
  const value: Writable<ResponseParameters> = { size };
  if (presence & 1) {
    let item: number;
    if (at < end && (tag = bytes[at] as number) < 0x80) { item = tag; at++; }
    else if (tag === 0xcb && end - at > 8) { item = view.getFloat64(at + 1); at += 9; }
    else { reader.position = at; item = readNumber(reader); at = reader.position; }
    value.intervalUs = item;
  }
  reader.position = at;
  return value;
}

function writeResponseParameters(writer: Writer, value: ResponseParameters): void {
  if (!isObject(value)) return writeNoObject(writer, value);
  const first = value.size;
  if (!isData(value)) return writeNoObject(writer, value);
  let presence = 0;
  if (value.intervalUs !== undefined || 'intervalUs' in value) presence |= 1;
  writePresence(writer, 1, presence);
  let { position: at, bytes, view, end } = writer;
  if (typeof first === 'number' && end - at > 8) {
    if (Math.floor(first) !== first) { bytes[at] = 0xcb; view.setFloat64(at + 1, first); at += 9; }
    else if ((first & 0x7f) === first && !Object.is(first, -0)) bytes[at++] = first;
    else at = writeWhole(bytes, view, at, first);
  } else { writer.position = at; writeNumber(writer, first); ({ position: at, bytes, view, end } = writer); }
  if (presence & 1) {
    const item = value.intervalUs as number;
    if (typeof item === 'number' && end - at > 8) {
      if (Math.floor(item) !== item) { bytes[at] = 0xcb; view.setFloat64(at + 1, item); at += 9; }
      else if ((item & 0x7f) === item && !Object.is(item, -0)) bytes[at++] = item;
      else at = writeWhole(bytes, view, at, item);
    } else { writer.position = at; writeNumber(writer, item); ({ position: at, bytes, view, end } = writer); }
  }
  writer.position = at;
}

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const emptySchema = /* @__PURE__ */ once(() => z.object({}) satisfies zod.ZodType<Empty>);

const payloadSchema = /* @__PURE__ */ once(() => z.object({
  body: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected Uint8Array'),
}) satisfies zod.ZodType<Payload>);

const echoStatusSchema = /* @__PURE__ */ once(() => z.object({
  code: anyNumber(),
  message: z.string(),
}) satisfies zod.ZodType<EchoStatus>);

const simpleRequestSchema = /* @__PURE__ */ once(() => z.object({
  responseSize: anyNumber().exactOptional(),
  payload: payloadSchema().exactOptional(),
  responseStatus: echoStatusSchema().exactOptional(),
}) satisfies zod.ZodType<SimpleRequest>);

const simpleResponseSchema = /* @__PURE__ */ once(() => z.object({
  payload: payloadSchema(),
}) satisfies zod.ZodType<SimpleResponse>);

const responseParametersSchema = /* @__PURE__ */ once(() => z.object({
  size: anyNumber(),
  intervalUs: anyNumber().exactOptional(),
}) satisfies zod.ZodType<ResponseParameters>);

const outputRequestSchema = /* @__PURE__ */ once(() => z.object({
  responseParameters: z.array(responseParametersSchema()),
  payload: payloadSchema().exactOptional(),
  responseStatus: echoStatusSchema().exactOptional(),
}) satisfies zod.ZodType<OutputRequest>);

const outputResponseSchema = /* @__PURE__ */ once(() => z.object({
  payload: payloadSchema(),
}) satisfies zod.ZodType<OutputResponse>);

const inputRequestSchema = /* @__PURE__ */ once(() => z.object({
  payload: payloadSchema(),
}) satisfies zod.ZodType<InputRequest>);

const inputResponseSchema = /* @__PURE__ */ once(() => z.object({
  aggregatedPayloadSize: anyNumber(),
}) satisfies zod.ZodType<InputResponse>);
