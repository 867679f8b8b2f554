import type { CallOptions } from '@flipcall/rpc';
import type { BlockingClient, Client, Equal, Proof } from './client-proof.js';
import type { DatabaseClient, DatabaseSyncClient } from './gen/live.flipcall.js';
import type { ChatClient, SensorsClient, SensorsSyncClient } from './gen/streams.flipcall.js';
import type { Database } from './live.js';
import type { Chat, Sample, Sensors } from './streams.js';

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
  // The same of blocking clients.
  Proof<Equal<DatabaseSyncClient, BlockingClient<Database>>>,
  Proof<
    Equal<
      Pick<SensorsSyncClient, Exclude<keyof SensorsSyncClient, 'forget'>>,
      BlockingClient<Sensors, 'forget' | 'smooth' | 'merge'>
    >
  >,
  Proof<Equal<SensorsSyncClient['forget'], (ids: Iterable<bigint>, options?: CallOptions) => void>>,
];
