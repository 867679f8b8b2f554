import type { Descriptor } from '@flipcall/rpc';

/** A service with a method of every kind, for hostile peers to call, and honest ones beside them. */
export interface Prey {
  /** Gives back what it got. */
  echo(value: Shape): Promise<Shape>;
  /** Ends after that many milliseconds. */
  later(milliseconds: number): Promise<void>;
  /** Fails, and its text must stay on this side. */
  fail(secret: string): Promise<void>;
  /** Counts up to a number. */
  count(to: number): AsyncIterable<number>;
  /** Adds up what it is sent. */
  sum(numbers: AsyncIterable<number>): Promise<number>;
  /** Gives back the items that it gets. */
  repeat(items: AsyncIterable<string>): AsyncIterable<string>;
  /** Calls back with each number up to one. */
  tell(to: number, listener: (value: number) => Promise<void>): Promise<void>;
  /** Gives back what it got. */
  mix(value: Mixture): Promise<Mixture>;
  /** Gives back the descriptor that it got. */
  pass(file: Descriptor): Promise<Descriptor>;
  /** Closes the descriptors that it got, and says how many there were. */
  drop(files: Descriptor[]): Promise<number>;
  /** Something alive. */
  open(start: number): Promise<Counter>;
  /** Asks something alive, of either side, for its next number. */
  ask(counter: Counter): Promise<number>;
  /** @oneway */
  note(text: string): void;
}

/** A bit of everything. */
export interface Shape {
  name: string;
  bytes?: Uint8Array;
  list: (number | string | null)[];
  map?: Map<string, number>;
  when?: Date;
  next?: Shape;
}

/** @remote */
export interface Counter extends Disposable {
  next(): Promise<number>;
}

/** Of every form that travels in a way of its own between sides of one contract. */
export interface Mixture {
  figure: { kind: 'circle'; radius: number } | { kind: 'square'; side: number };
  either: string | number[] | { deep: Mixture } | null;
  pair: [id: number, name?: string];
  byName: Record<string, Shape>;
  set: Set<string>;
  large: bigint;
  level: 'low' | 'high';
  anything?: unknown;
  error?: Error;
  pattern?: RegExp;
  address?: URL;
  floats?: Float32Array;
}
