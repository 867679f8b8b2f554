/** What the calls send there and back. */
export interface Message {
  name: string;
  a: number;
  v: number[];
}

/** The service that every subject serves, as far as it can. `echo.proto` says the same in protocol buffers. */
export interface Echo {
  /** Gives back what it gets. */
  echo(message: Message): Message;
  /** Gives back what it gets, after a turn of the server's event loop. */
  later(message: Message): Promise<Message>;
  /** Takes bytes, and says how many. */
  take(bytes: Uint8Array): number;
  /** The message of the benchmark, so many times. */
  items(count: number): AsyncIterable<Message>;
}
