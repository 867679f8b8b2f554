import { Code, type Metadata, RpcError } from '@flipcall/rpc';
import { createTestServiceClient, type TestServiceClient } from '../src/gen/interop.flipcall.js';
import {
  createTestServiceClient as createLaterClient,
  createUnimplementedServiceClient,
} from '../src/gen/interop-later.flipcall.js';
import type { OutputRequest, OutputResponse } from '../src/interop.js';
import { INITIAL, TRAILING } from '../src/interop-handlers.js';
import { LINKS, type Linked } from './links.js';

const REQUEST_SIZES = [27_182, 8, 1828, 45_904];
const RESPONSE_SIZES = [31_415, 9, 2653, 58_979];
const LARGE = { request: 271_828, response: 314_159 };
const METADATA: Metadata = {
  [INITIAL]: 'test_initial_metadata_value',
  [TRAILING]: Uint8Array.of(0xab, 0xab, 0xab),
};

const zeros = (size: number): { body: Uint8Array } => ({ body: new Uint8Array(size) });

/** The cases of gRPC's description of its interoperability tests, by their names and with their sizes. */
describe.each(LINKS)("gRPC's interoperability cases over $name", (link) => {
  let linked: Linked;
  let client: TestServiceClient;

  beforeAll(async () => {
    linked = await link.open();
    client = createTestServiceClient(linked.session);
  });
  afterAll(async () => {
    linked.session.close();
    await linked.end();
  });

  test('empty_unary', async () => {
    expect(await client.emptyCall({})).toEqual({});
  });

  test('large_unary', async () => {
    const { payload } = await client.unaryCall({
      responseSize: LARGE.response,
      payload: zeros(LARGE.request),
    });
    expect(Buffer.from(payload.body).equals(new Uint8Array(LARGE.response))).toBe(true);
  });

  test('client_streaming', async () => {
    const requests = REQUEST_SIZES.map((size) => ({ payload: zeros(size) }));
    expect(await client.streamingInputCall(requests)).toEqual({ aggregatedPayloadSize: 74_922 });
  });

  test('server_streaming', async () => {
    const sizes: number[] = [];
    const request = { responseParameters: RESPONSE_SIZES.map((size) => ({ size })) };
    for await (const { payload } of client.streamingOutputCall(request)) sizes.push(payload.body.byteLength);
    expect(sizes).toEqual(RESPONSE_SIZES);
  });

  test('ping_pong', async () => {
    const requests = new Channel<OutputRequest>();
    const responses = client.fullDuplexCall(requests)[Symbol.asyncIterator]();
    for (const [round, size] of RESPONSE_SIZES.entries()) {
      requests.send({ responseParameters: [{ size }], payload: zeros(REQUEST_SIZES[round] ?? 0) });
      expect(sizeOf(await responses.next())).toBe(size);
    }
    requests.close();
    expect(await responses.next()).toMatchObject({ done: true });
  });

  test('empty_stream', async () => {
    const responses: OutputResponse[] = [];
    for await (const response of client.fullDuplexCall([])) responses.push(response);
    expect(responses).toEqual([]);
  });

  test('custom_metadata', async () => {
    const unary = new Heard();
    await client.unaryCall({ responseSize: LARGE.response, payload: zeros(LARGE.request) }, unary.options());
    const duplex = new Heard();
    const request = { responseParameters: [{ size: LARGE.response }], payload: zeros(LARGE.request) };
    for await (const { payload } of client.fullDuplexCall([request], duplex.options())) {
      expect(payload.body.byteLength).toBe(LARGE.response);
    }
    for (const { headers, trailers } of [unary, duplex]) {
      expect(headers).toEqual({ [INITIAL]: 'test_initial_metadata_value' });
      expect(Object.keys(trailers ?? {})).toEqual([TRAILING]);
      expect(Buffer.from(trailers?.[TRAILING] ?? '')).toEqual(Buffer.of(0xab, 0xab, 0xab));
    }
  });

  test('status_code_and_message', async () => {
    const responseStatus = { code: Code.Unknown, message: 'test status message' };
    const failures = [
      await failureOf(client.unaryCall({ responseStatus })),
      await failureOf(drained(client.fullDuplexCall([{ responseParameters: [], responseStatus }]))),
    ];
    for (const failure of failures) expect(failure).toMatchObject(responseStatus);
  });

  test('special_status_message', async () => {
    const responseStatus = {
      code: Code.Unknown,
      message: '\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \u{1f608}\t\n',
    };
    expect(await failureOf(client.unaryCall({ responseStatus }))).toMatchObject(responseStatus);
  });

  test('unimplemented_method', async () => {
    const later = createLaterClient(linked.session);
    expect((await failureOf(later.unimplementedCall({}))).code).toBe(Code.Unimplemented);
  });

  test('unimplemented_service', async () => {
    const none = createUnimplementedServiceClient(linked.session);
    expect((await failureOf(none.unimplementedCall({}))).code).toBe(Code.Unimplemented);
  });

  test('cancel_after_begin', async () => {
    const aborter = new AbortController();
    const call = client.streamingInputCall(new Channel(), { signal: aborter.signal });
    const failing = failureOf(call);
    aborter.abort();
    expect((await failing).code).toBe(Code.Cancelled);
  });

  test('cancel_after_first_response', async () => {
    const aborter = new AbortController();
    const requests = new Channel<OutputRequest>();
    const responses = client.fullDuplexCall(requests, { signal: aborter.signal })[Symbol.asyncIterator]();
    requests.send({ responseParameters: [{ size: 31_415 }], payload: zeros(27_182) });
    expect(sizeOf(await responses.next())).toBe(31_415);
    aborter.abort();
    expect((await failureOf(responses.next())).code).toBe(Code.Cancelled);
  });

  test('timeout_on_sleeping_server', async () => {
    const requests = new Channel<OutputRequest>();
    requests.send({ responseParameters: [{ size: 31_415, intervalUs: 60_000_000 }], payload: zeros(27_182) });
    const responses = client.fullDuplexCall(requests, { timeoutMs: 1 });
    expect((await failureOf(drained(responses))).code).toBe(Code.DeadlineExceeded);
  });

  test('after all of which the session is as good as new', async () => {
    expect(await client.emptyCall({})).toEqual({});
    expect(linked.session.statistics()).toMatchObject({ callsInFlight: 0, queuedBytes: 0 });
  });
});

/** The `RpcError` that ends a call. */
async function failureOf(call: Promise<unknown>): Promise<RpcError> {
  const error: unknown = await call.then(
    () => new Error('the call did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RpcError)) throw error;
  return error;
}

async function drained(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

function sizeOf(result: IteratorResult<OutputResponse>): number | undefined {
  return result.done === true ? undefined : result.value.payload.body.byteLength;
}

/** What a call was told beside its answer. */
class Heard {
  headers: Metadata | undefined;
  trailers: Metadata | undefined;

  options(): {
    metadata: Metadata;
    onHeaders: (headers: Metadata) => void;
    onTrailers: (trailers: Metadata) => void;
  } {
    return {
      metadata: METADATA,
      onHeaders: (headers) => {
        this.headers = headers;
      },
      onTrailers: (trailers) => {
        this.trailers = trailers;
      },
    };
  }
}

/** A stream of requests that a test sends when it wants to. */
class Channel<Item> implements AsyncIterable<Item> {
  readonly #items: Item[] = [];
  #wake = (): void => undefined;
  #closed = false;

  send(item: Item): void {
    this.#items.push(item);
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#closed) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
