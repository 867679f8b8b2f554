import type { CallOptions } from '@flipcall/rpc';
import type { DatabaseClient } from './gen/live.flipcall.js';
import type { ChatClient, SensorsClient } from './gen/streams.flipcall.js';
import type { Database } from './live.js';
import type { Chat, Sample, Sensors } from './streams.js';

/*
 * What the compiler proves of the generated clients: a method is what its source says, but that it always promises, that what
 * streams is an AsyncIterable, that an upload may be at hand already, and that a call has options after its parameters.
 */

type Equal<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Does not compile unless it is given true. */
type Proof<Claim extends true> = Claim;

type Sent<Args extends readonly unknown[]> = {
  [Place in keyof Args]: Args[Place] extends AsyncIterable<infer Item>
    ? AsyncIterable<Item> | Iterable<Item>
    : Args[Place];
};

type Answer<Result> = [Result] extends [AsyncIterable<infer Item>]
  ? AsyncIterable<Item>
  : [Awaited<Result>] extends [AsyncIterable<infer Item>]
    ? AsyncIterable<Item>
    : Promise<Awaited<Result>>;

type Called<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: [...args: Sent<Args>, options?: CallOptions]) => Answer<Result>
  : never;

/** A client of a service, but for the methods that are shown one by one. */
type Client<Service, Shown extends keyof Service = never> = {
  [Name in Exclude<keyof Service, Shown>]: Called<Service[Name]>;
};

export type Proofs = [
  // Streams from the server, from the client, and both ways.
  Proof<Equal<Pick<ChatClient, keyof Chat>, Client<Chat>>>,
  Proof<
    Equal<
      Pick<SensorsClient, Exclude<keyof Sensors, 'forget' | 'smooth' | 'merge'>>,
      Client<Sensors, 'forget' | 'smooth' | 'merge'>
    >
  >,
  // An upload that may be at hand in the source as well.
  Proof<
    Equal<
      SensorsClient['forget'],
      (ids: Parameters<Sensors['forget']>[0], options?: CallOptions) => Promise<void>
    >
  >,
  // The call's own parameter, an AbortSignal in the source, is the options.
  Proof<
    Equal<
      SensorsClient['smooth'],
      (
        options: Parameters<Sensors['smooth']>[0],
        samples: AsyncIterable<Sample> | Iterable<Sample>,
        call?: CallOptions,
      ) => AsyncIterable<Sample>
    >
  >,
  // Nothing can follow a rest parameter.
  Proof<
    Equal<
      SensorsClient['merge'],
      (names: AsyncIterable<string> | Iterable<string>, ...parts: string[]) => AsyncIterable<string>
    >
  >,
  // Callbacks, @remote objects and descriptors, as arguments and as results, alone and inside of data.
  Proof<Equal<Pick<DatabaseClient, keyof Database>, Client<Database>>>,
];
