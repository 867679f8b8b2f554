/** How the reading of a stream ended. */
export interface StreamEnding {
  readonly items: number;
  /** Undefined if it came to its end, or was left. */
  readonly error: unknown;
}

/** The same items; tells once when they are at an end, whichever it is. */
export async function* watchItems(
  items: AsyncIterable<unknown> | Iterable<unknown>,
  onEnd: (ending: StreamEnding) => void,
): AsyncGenerator<unknown, void, undefined> {
  let count = 0;
  let error: unknown;
  try {
    for await (const item of items) {
      count++;
      yield item;
    }
  } catch (failure) {
    error = failure;
    throw failure;
  } finally {
    onEnd({ items: count, error });
  }
}
