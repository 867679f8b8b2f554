import { endFrame } from '../frames/frame.js';
import type { Outbox } from '../frames/outbox.js';
import type { Limits } from '../limits.js';
import { receiverOfCall } from '../stream/receiver-of-call.js';
import type { StreamReceiver } from '../stream/stream-receiver.js';
import { StreamSender, type StreamSource } from '../stream/stream-sender.js';
import type { StreamWindows } from '../stream/stream-windows.js';
import type { Reader } from '../wire/reader.js';
import { skipValue } from '../wire/skip-value.js';
import { WireError } from '../wire/wire-error.js';
import type { BoundMethod } from './bound-method.js';
import type { CallTable } from './call-table.js';
import { badResult, unsentItem } from './caller-errors.js';
import type { GivingUp } from './giving-up.js';
import type { PendingCall } from './pending-call.js';

export interface OutgoingStreamsOptions {
  readonly outbox: Outbox;
  readonly limits: Limits;
  readonly streams: StreamWindows;
}

/** The streams of the calls that this side makes: those that it sends, and those that answer it. */
export class OutgoingStreams {
  readonly #options: OutgoingStreamsOptions;
  readonly #table: CallTable;
  readonly #givingUp: GivingUp;

  constructor(options: OutgoingStreamsOptions, table: CallTable, givingUp: GivingUp) {
    this.#options = options;
    this.#table = table;
    this.#givingUp = givingUp;
  }

  /** Reads an item of the stream that comes back to the call with that id. */
  onItem(id: number, reader: Reader): void {
    const call = this.#table.due(id, 'an item');
    const { method, download } = call;
    if (method === undefined || download === undefined) {
      throw new WireError(`an item for call ${id}, which takes no stream`);
    }
    download.admit();
    const start = reader.position;
    let item: unknown;
    if (download.discarding) skipValue(reader);
    else {
      try {
        item = method.codec.item.read(reader);
        reader.settle();
      } catch (error) {
        if (error instanceof WireError) throw error;
        reader.rewind(start);
        skipValue(reader);
        this.#givingUp.abandonWith(call, () => badResult(method.path, error));
      }
    }
    download.push(item, reader.position - start);
  }

  /** Allows our stream to the call with that id more. */
  onCredit(id: number, items: number, bytes: number): void {
    // It may have crossed the end of the stream.
    this.#table.find(id)?.upload?.grant(items, bytes);
  }

  /** Makes ready for the stream that comes back. */
  startDownload(call: PendingCall): StreamReceiver {
    const download = receiverOfCall(call.id, this.#options, () => this.#givingUp.abandon(call));
    call.download = download;
    return download;
  }

  /** Sends the stream that goes with a call. */
  startUpload(call: PendingCall, method: BoundMethod, source: StreamSource): void {
    const { outbox, limits, streams } = this.#options;
    const upload = new StreamSender({
      windows: streams,
      id: call.id,
      outbox,
      encode: (writer, item) => method.codec.upload.write(writer, item),
      behind: call.carrier,
      onEnd: () => this.endUpload(call, upload),
      onError: (error, item) =>
        this.#givingUp.abandonWith(call, () => unsentItem(error, method.path, item, limits.maxDepth)),
      // Its caller has its answer, or has given up.
      onLateError: () => undefined,
    });
    call.upload = upload;
    upload.run(source);
  }

  /** Ends our stream, on which nothing is sent any more. */
  endUpload(call: PendingCall, upload: StreamSender): void {
    const { outbox } = this.#options;
    call.upload = undefined;
    upload.stop();
    call.carrier = outbox.send(endFrame(call.id), upload.carrier);
    outbox.flush();
  }
}
