/**
 * Lets go of a function or a live object of another process: it can not be called any more, and its owner may forget it. What is
 * not released is let go of when nobody refers to it any more, and when its session ends. `using` does the same.
 *
 * @throws TypeError for what does not come from another process.
 */
export function release(proxy: object): void {
  const dispose: unknown = (proxy as Partial<Disposable>)[Symbol.dispose]; // any object may be asked for it
  if (typeof dispose !== 'function')
    throw new TypeError('only what came from another process can be released');
  dispose.call(proxy);
}
