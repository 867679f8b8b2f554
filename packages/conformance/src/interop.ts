/** The service of gRPC's interoperability tests, as far as it is implemented. */
export interface TestService {
  /** Takes nothing and answers nothing. */
  emptyCall(request: Empty): Promise<Empty>;
  /** Answers with as many bytes as it is asked for. */
  unaryCall(request: SimpleRequest): Promise<SimpleResponse>;
  /** Answers with one payload for each of the parameters. */
  streamingOutputCall(request: OutputRequest): AsyncIterable<OutputResponse>;
  /** Adds up the sizes of the payloads that it gets. */
  streamingInputCall(requests: AsyncIterable<InputRequest>): Promise<InputResponse>;
  /** Answers each request as it comes. */
  fullDuplexCall(requests: AsyncIterable<OutputRequest>): AsyncIterable<OutputResponse>;
}

// biome-ignore lint/suspicious/noEmptyInterface: the message of the tests has no fields
export interface Empty {}

/** Zeros. */
export interface Payload {
  body: Uint8Array;
}

/** How a call is to fail. */
export interface EchoStatus {
  code: number;
  message: string;
}

export interface SimpleRequest {
  responseSize?: number;
  payload?: Payload;
  responseStatus?: EchoStatus;
}

export interface SimpleResponse {
  payload: Payload;
}

export interface ResponseParameters {
  size: number;
  /** How long to wait before the response, in microseconds. */
  intervalUs?: number;
}

export interface OutputRequest {
  responseParameters: ResponseParameters[];
  payload?: Payload;
  responseStatus?: EchoStatus;
}

export interface OutputResponse {
  payload: Payload;
}

export interface InputRequest {
  payload: Payload;
}

export interface InputResponse {
  aggregatedPayloadSize: number;
}
