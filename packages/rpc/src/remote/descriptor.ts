/**
 * A file descriptor on its way to another process, or that came from one: an open file, a socket, a pipe. The other process uses it
 * without knowing its path, and without the right to open it.
 *
 * The one that goes belongs to who sends it, who may close it as soon as the call was made. The one that came belongs
 * to who got it: `close` it, have `using` do it, or `take` it. What is forgotten is closed when it is collected.
 *
 * @example
 * // Where the call is made:
 * using file = await open('/var/log/app.log');
 * await indexer.index(Descriptor.of(file));
 *
 * // In the handler:
 * index(file: Descriptor) {
 *   using _ = file;
 *   return readFileSync(file.fd, 'utf8');
 * }
 */
export class Descriptor implements Disposable {
  readonly #close: (() => void) | undefined;
  #fd: number;

  private constructor(fd: number, close: (() => void) | undefined) {
    this.#fd = fd;
    this.#close = close;
  }

  /**
   * The descriptor of an open file, to be sent. It is the file's own: closing it is left to who has the file.
   * @throws TypeError for what has no descriptor.
   */
  static of(source: number | { readonly fd: number }): Descriptor {
    const fd = typeof source === 'number' ? source : source.fd;
    if (!Number.isInteger(fd) || fd < 0) {
      throw new TypeError(
        `not an open file: its descriptor is ${String(fd)}, and must be a number from 0 up`,
      );
    }
    return new Descriptor(fd, undefined);
  }

  /** One that came, and what closes it. */
  static received(fd: number, close: () => void): Descriptor {
    return new Descriptor(fd, close);
  }

  /** The number by which this process knows it, for `node:fs`, `node:net` and the like. @throws Error when it is closed. */
  get fd(): number {
    if (this.#fd < 0) throw new Error('the descriptor was closed, or taken, before');
    return this.#fd;
  }

  /** Closes it, if it came from another process. Does nothing the second time. */
  close(): void {
    if (this.#fd >= 0) this.#close?.();
    this.#fd = -1;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
