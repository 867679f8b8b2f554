/** One sample of a sensor. */
export interface Sample {
  readonly at: Date;
  /** @minimum 0 */
  readonly value: number;
}

/** Streams of samples, in every direction. */
export interface Sensors {
  /** Samples as they come, until the caller has enough. */
  watch(sensor: string, everyMs?: number): AsyncIterable<Sample>;
  /** All samples that were kept. */
  replay(): AsyncGenerator<Sample, void, unknown>;
  /** Opens first, then streams. */
  open(sensor: string): Promise<AsyncIterableIterator<Sample>>;
  /** Keeps samples; says how many there were. */
  record(sensor: string, samples: AsyncIterable<Sample>, note?: string): Promise<number>;
  /** Takes what is at hand as well as what is still to come. */
  forget(ids: AsyncIterable<bigint> | Iterable<bigint>): Promise<void>;
  /** Smooths samples while they come. */
  smooth(
    options: { readonly window: number },
    samples: AsyncIterable<Sample>,
    signal?: AbortSignal,
  ): AsyncIterable<Sample>;
  /** The words of it, and where they are. */
  merge(names: AsyncIterable<string>, ...parts: string[]): AsyncIterable<string>;
  /**
   * How many there are.
   * @idempotent
   */
  count(): Promise<number>;
}

/** Streams both ways only, so there is no blocking client. */
export interface Chat {
  /** Says and hears. */
  talk(said: AsyncIterable<string>): AsyncIterable<string>;
}
