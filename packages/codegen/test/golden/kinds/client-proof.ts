import type { CallOptions } from '@flipcall/rpc';

/*
 * What the compiler proves of the generated clients: a method is what its source says, but that it always promises, that what
 * streams is an AsyncIterable, that an upload may be at hand already, and that a call has options after its parameters. A blocking client
 * has plain values and Iterables in their places, and nothing that streams both ways.
 */

export type Equal<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Does not compile unless it is given true. */
export type Proof<Claim extends true> = Claim;

export type Sent<Args extends readonly unknown[]> = {
  [Place in keyof Args]: Args[Place] extends AsyncIterable<infer Item>
    ? AsyncIterable<Item> | Iterable<Item>
    : Args[Place];
};

export type Answer<Result> = [Result] extends [AsyncIterable<infer Item>]
  ? AsyncIterable<Item>
  : [Awaited<Result>] extends [AsyncIterable<infer Item>]
    ? AsyncIterable<Item>
    : Promise<Awaited<Result>>;

export type Called<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: [...args: Sent<Args>, options?: CallOptions]) => Answer<Result>
  : never;

/** A client of a service, but for the methods that are shown one by one. */
export type Client<Service, Shown extends keyof Service = never> = {
  [Name in Exclude<keyof Service, Shown>]: Called<Service[Name]>;
};

export type SentAtOnce<Args extends readonly unknown[]> = {
  [Place in keyof Args]: Args[Place] extends AsyncIterable<infer Item> ? Iterable<Item> : Args[Place];
};

export type AnswerAtOnce<Result> = [Awaited<Result>] extends [AsyncIterable<infer Item>]
  ? Iterable<Item>
  : Awaited<Result>;

export type Blocking<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: [...args: SentAtOnce<Args>, options?: CallOptions]) => AnswerAtOnce<Result>
  : never;

/** A blocking client of a service, but for the methods that are shown one by one or that it does not have. */
export type BlockingClient<Service, Other extends keyof Service = never> = {
  [Name in Exclude<keyof Service, Other>]: Blocking<Service[Name]>;
};
