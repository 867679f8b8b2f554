import type { Descriptor } from '@flipcall/rpc';

/** What gRPC has no word for. Both sides of a session serve it. */
export interface Own {
  greet(name: string): Promise<string>;
  /** Ends after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Has the caller greet, and gives back what it said. */
  greetBack(name: string): Promise<string>;
  /** Calls a function of the caller so often, each time with what it returned the last time. */
  repeat(times: number, start: number, step: (value: number) => Promise<number>): Promise<number>;
  /** A live object. */
  open(start: number): Promise<Counter>;
  /** Reads a file that the caller opened. */
  read(file: Descriptor): Promise<string>;
  /** Ends its process, or thread, without a word. */
  die(): Promise<void>;
  /** @oneway */
  note(text: string): void;
  notes(): Promise<string[]>;
}

/** @remote */
export interface Counter extends Disposable {
  add(amount: number): Promise<number>;
}
