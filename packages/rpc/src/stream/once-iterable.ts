/** A stream is a call, not a collection: it begins when it is first iterated over, and is iterated over once. */
export function onceIterable<Item>(start: () => AsyncIterator<unknown>, path: string): AsyncIterable<Item> {
  const begin = once(start, path);
  // The codec of the method has validated the items: their type is what the contract says.
  return { [Symbol.asyncIterator]: () => begin() as AsyncIterator<Item> };
}

/** The same for a caller that blocks. */
export function onceBlockingIterable<Item>(start: () => Iterator<unknown>, path: string): Iterable<Item> {
  const begin = once(start, path);
  return { [Symbol.iterator]: () => begin() as Iterator<Item> }; // validated, as above
}

function once<Stream>(start: () => Stream, path: string): () => Stream {
  let started = false;
  return () => {
    if (started) {
      throw new TypeError(`${path}: the stream was iterated over before; call the method again for another`);
    }
    started = true;
    return start();
  };
}
