import type { Message } from './echo.js';

/** Something that was opened for measuring, in the process that measures. */
export interface Opened {
  /** The processes on the other side; their CPU time is counted in. */
  readonly peerPids: readonly number[];
  close(): Promise<void>;
}

/** Control given to another process and back, without a payload. */
export interface Handoff extends Opened {
  roundTrip(): void;
}

/** A typed call that blocks. */
export interface BlockingEcho extends Opened {
  echo(message: Message): Message;
}

/** A typed call that is awaited. */
export interface Echo extends Opened {
  echo(message: Message): Promise<Message>;
}

/** A stream of small items from the server. */
export interface Items extends Opened {
  items(count: number): AsyncIterable<Message>;
}

/** Bytes that are carried to the server, which says how many it got. */
export interface Sink extends Opened {
  take(bytes: Uint8Array): Promise<number>;
}

/** What a client that has connected to a server can do. */
export interface Connection {
  echo(message: Message): Promise<Message>;
  items?(count: number): AsyncIterable<Message>;
  take?(bytes: Uint8Array): Promise<number>;
  close(): void | Promise<void>;
}

/** A server that runs, in a process of its own. */
export interface Served {
  readonly pid: number;
  /** Where clients find it. */
  readonly address: string;
  stop(): Promise<void>;
}

/** What a subject lets its user tune, where it does. */
export interface Settings {
  readonly spinMicroseconds?: number;
}

/** A server that runs in the process that measures. */
export interface ServedHere {
  /** Where clients find it. */
  readonly address: string;
  close(): Promise<void>;
}

/** A server that any number of clients connect to. */
export interface Service {
  serve(settings: Settings): Promise<Served>;
  /** The module, a URL, that is all a client has to load; it exports `connect`. */
  readonly client: URL;
}

/** What `Service.client` exports. */
export interface ClientModule {
  connect(address: string, settings?: Settings): Promise<Connection>;
}

/**
 * One way for processes to talk, as its documentation recommends to use it. It takes part in every scenario for which
 * it has what the scenario needs.
 */
export interface Subject {
  readonly name: string;
  /** One line on what exactly is measured under this name. */
  readonly about: string;
  /**
   * Prepares what not every machine has the means for, before anything is measured. Resolves with what is missing and how
   * to get it, in one line, or with undefined.
   */
  readonly makeReady?: () => Promise<string | undefined>;
  readonly openHandoff?: () => Promise<Handoff>;
  readonly openBlockingEcho?: () => Promise<BlockingEcho>;
  /** As `openBlockingEcho`, of a function that answers only after a turn of its event loop. */
  readonly openSyncBridge?: () => Promise<BlockingEcho>;
  readonly openEcho?: () => Promise<Echo>;
  readonly openItems?: () => Promise<Items>;
  readonly openSink?: () => Promise<Sink>;
  readonly service?: Service;
  /** For what only the server's own process can see. */
  readonly serveHere?: () => Promise<ServedHere>;
  /** Whether `service` knows `Settings.spinMicroseconds`. */
  readonly spins?: boolean;
  /** For a program that measures its own hand-offs. */
  readonly measureHandoff?: () => Promise<Measurement>;
  /** Makes stubs of the interfaces in a file, from the start, in a process of its own. */
  readonly generate?: (file: string, folder: string) => Promise<void>;
}

/** A place on a scenario's scale. */
export interface Point {
  readonly label: string;
  readonly value: number;
}

/** One question, asked of every subject that can answer it. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  /** Where the question is one of how much, the places at which it is asked. */
  readonly points?: readonly Point[];
  /** Where a round has a length of its own, how many to run. */
  readonly rounds?: number;
  /** How many rounds do not count, where one of a second is not enough. */
  readonly warmUpRounds?: (point: number) => number;
  /** Prepares a subject for being measured; undefined when it does not have what this takes. */
  prepare(subject: Subject, point: number): (() => Promise<Measurement>) | undefined;
}

/** A subject, ready. */
export interface Measurement {
  /** Measures for about that many milliseconds. */
  round(milliseconds: number): Promise<Round>;
  close(): Promise<void>;
}

/** What one round gave. Times are nanoseconds for one call. */
export interface Round {
  readonly p50Ns: number;
  readonly p99Ns: number;
  readonly meanNs: number;
  readonly opsPerSec?: number;
  /** CPU time of all processes involved per wall time; 200 is two cores fully used. */
  readonly cpuPercent?: number;
  /** The same for one call, and the share of it that the other side used. */
  readonly cpuNsPerCall?: number;
  readonly peerCpuNsPerCall?: number;
  /** What the rest of the machine used meanwhile, likewise; undefined where it was not measured. */
  readonly othersCpuPercent?: number;
  /** How many calls were timed together, 1 unless a single one is too short for the clock. */
  readonly callsPerSample: number;
  /** What else the scenario measures, by a name that ends with its unit. */
  readonly figures?: Readonly<Record<string, number>>;
}
