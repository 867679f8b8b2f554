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
