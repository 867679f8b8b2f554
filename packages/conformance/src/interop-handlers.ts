import { setTimeout as delay } from 'node:timers/promises';
import { type CallContext, type Code, RpcError } from '@flipcall/rpc';
import type { TestServiceHandlers } from './gen/interop.flipcall.js';
import type { EchoStatus, OutputRequest, OutputResponse, Payload, ResponseParameters } from './interop.js';

/** What gRPC's test clients expect of a server. */
export const interopHandlers: TestServiceHandlers = {
  emptyCall: () => ({}),
  unaryCall({ responseSize = 0, responseStatus }, context) {
    echoMetadata(context);
    failAsAsked(responseStatus);
    return { payload: zeros(responseSize) };
  },
  streamingOutputCall: ({ responseParameters }, { signal }) => responses(responseParameters, signal),
  async streamingInputCall(requests) {
    let aggregatedPayloadSize = 0;
    for await (const { payload } of requests) aggregatedPayloadSize += payload.body.byteLength;
    return { aggregatedPayloadSize };
  },
  async *fullDuplexCall(requests, context) {
    echoMetadata(context);
    for await (const request of requests) yield* answer(request, context.signal);
  },
};

async function* answer(
  { responseParameters, responseStatus }: OutputRequest,
  signal: AbortSignal,
): AsyncGenerator<OutputResponse> {
  failAsAsked(responseStatus);
  yield* responses(responseParameters, signal);
}

async function* responses(
  parameters: readonly ResponseParameters[],
  signal: AbortSignal,
): AsyncGenerator<OutputResponse> {
  for (const { size, intervalUs = 0 } of parameters) {
    if (intervalUs > 0) await delay(intervalUs / 1000, undefined, { signal });
    yield { payload: zeros(size) };
  }
}

function zeros(size: number): Payload {
  return { body: new Uint8Array(size) };
}

function failAsAsked(status: EchoStatus | undefined): void {
  // The tests ask for codes that there are.
  if (status !== undefined) throw new RpcError(status.message, { code: status.code as Code });
}

export const INITIAL = 'x-grpc-test-echo-initial';
export const TRAILING = 'x-grpc-test-echo-trailing-bin';

function echoMetadata({ metadata, headers, trailers }: CallContext): void {
  const initial = metadata[INITIAL];
  const trailing = metadata[TRAILING];
  if (initial !== undefined) headers[INITIAL] = initial;
  if (trailing !== undefined) trailers[TRAILING] = trailing;
}
