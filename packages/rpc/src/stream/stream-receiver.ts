import { rejection } from '../calls/rejection.js';
import { WireError } from '../wire/wire-error.js';
import type { StreamBudget } from './stream-budget.js';

export interface StreamReceiverOptions {
  /** How many items, and how many bytes of them, the sender may send before it is allowed more. */
  readonly items: number;
  readonly bytes: number;
  readonly budget: StreamBudget;
  /** Allows the sender that many more. */
  readonly credit: (items: number, bytes: number) => void;
  /** The reader wants no more. */
  readonly onCancel: () => void;
}

/** Nothing has come that was not taken yet. */
export const NOTHING: unique symbol = Symbol('nothing');

interface WaitingReader {
  readonly resolve: (result: IteratorResult<unknown> | Promise<never>) => void;
}

/**
 * The items of a stream that have arrived, and wait for their one reader. It holds no more than the sender was allowed, and
 * allows it more as the reader takes them; so a slow reader holds back a fast sender.
 */
export class StreamReceiver implements AsyncIterableIterator<unknown, undefined> {
  readonly #options: StreamReceiverOptions;
  #items: unknown[] = [];
  #sizes: number[] = [];
  #head = 0;
  /** What the sender may still send. */
  #allowedItems: number;
  #allowedBytes: number;
  /** What the reader has taken and the sender was not told of. */
  #takenItems = 0;
  #takenBytes = 0;
  #readers: WaitingReader[] = [];
  /** No more items come. */
  #ended = false;
  #makeError: (() => unknown) | undefined;
  #discarding = false;

  constructor(options: StreamReceiverOptions) {
    this.#options = options;
    this.#allowedItems = options.items;
    this.#allowedBytes = options.bytes;
  }

  /** Says, before an item is read, that one has come. @throws WireError if it may not. */
  admit(): void {
    if (this.#ended) throw new WireError('an item of a stream that has ended');
    if (this.#allowedItems <= 0 || this.#allowedBytes <= 0) {
      throw new WireError('an item of a stream beyond the credit that was given');
    }
  }

  /** Whether items are dropped as they come. */
  get discarding(): boolean {
    return this.#discarding;
  }

  /** Takes an item of that size that was admitted. */
  push(item: unknown, byteLength: number): void {
    this.#allowedItems--;
    this.#allowedBytes -= byteLength;
    if (this.#discarding) return;
    const reader = this.#readers.shift();
    if (reader !== undefined) {
      this.#account(byteLength);
      reader.resolve({ value: item, done: false });
      return;
    }
    this.#options.budget.take(byteLength);
    this.#items.push(item);
    this.#sizes.push(byteLength);
  }

  /** Notes the end of the stream, which the reader gets to see after the items before it. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#dismissReaders();
  }

  /** Notes the end of the stream by an error, which the reader gets to see after the items before it. */
  fail(makeError: () => unknown): void {
    if (this.#ended) return;
    this.#leaveError(makeError);
    this.end();
  }

  /** Drops what has come and what comes. Who still reads gets the error, if there is one, else the end. */
  discard(makeError?: () => unknown): void {
    if (this.#discarding) return;
    this.#discarding = true;
    this.#makeError = undefined;
    for (let index = this.#head; index < this.#sizes.length; index++) {
      this.#options.budget.giveBack(this.#sizes[index] as number); // the index is below the length
    }
    this.#items = [];
    this.#sizes = [];
    this.#head = 0;
    if (makeError !== undefined) this.#leaveError(makeError);
    this.#dismissReaders();
  }

  #leaveError(makeError: () => unknown): void {
    const reader = this.#readers.shift();
    if (reader === undefined) this.#makeError = makeError;
    else reader.resolve(rejection(makeError));
  }

  #dismissReaders(): void {
    for (const reader of this.#readers) reader.resolve({ value: undefined, done: true });
    this.#readers = [];
  }

  /** The next item that is there, or `NOTHING`; then `finished` says whether there will be one. @throws the stream's error. */
  takeNow(): unknown {
    if (this.#head < this.#items.length) return this.#shift();
    const makeError = this.#takeError();
    if (makeError !== undefined) throw makeError();
    return NOTHING;
  }

  /** Whether all was taken that there will ever be. */
  get finished(): boolean {
    return (
      (this.#ended || this.#discarding) && this.#head >= this.#items.length && this.#makeError === undefined
    );
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    if (this.#head < this.#items.length) return Promise.resolve({ value: this.#shift(), done: false });
    const makeError = this.#takeError();
    if (makeError !== undefined) return rejection(makeError);
    if (this.#ended || this.#discarding) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.#readers.push({ resolve }));
  }

  return(): Promise<IteratorResult<unknown, undefined>> {
    const cancels = !this.#ended && !this.#discarding;
    this.discard();
    if (cancels) this.#options.onCancel();
    return Promise.resolve({ value: undefined, done: true });
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #shift(): unknown {
    const head = this.#head++;
    const item = this.#items[head];
    const byteLength = this.#sizes[head] as number; // as many sizes as items
    this.#items[head] = undefined;
    if (this.#head === this.#items.length) {
      this.#items.length = 0;
      this.#sizes.length = 0;
      this.#head = 0;
    }
    this.#options.budget.giveBack(byteLength);
    this.#account(byteLength);
    return item;
  }

  /** An item was taken: the sender is told when it has used half of its credit. */
  #account(byteLength: number): void {
    this.#takenItems++;
    this.#takenBytes += byteLength;
    if (this.#ended) return;
    const { items, bytes, credit } = this.#options;
    if (this.#takenItems * 2 < items && this.#takenBytes * 2 < bytes) return;
    this.#allowedItems += this.#takenItems;
    this.#allowedBytes += this.#takenBytes;
    credit(this.#takenItems, this.#takenBytes);
    this.#takenItems = 0;
    this.#takenBytes = 0;
  }

  #takeError(): (() => unknown) | undefined {
    const makeError = this.#makeError;
    this.#makeError = undefined;
    return makeError;
  }
}
