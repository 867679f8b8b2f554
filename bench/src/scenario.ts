import type { Message } from './echo.js';

/** Something that was opened for measuring, in the process that measures. */
export interface Opened {
  /** The process on the other side; its CPU time is counted in. Undefined where there is none. */
  readonly peerPid: number | undefined;
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
  readonly openEcho?: () => Promise<Echo>;
  /** For a program that measures its own hand-offs. */
  readonly measureHandoff?: () => Promise<Measurement>;
}

/** One question, asked of every subject that can answer it. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  /** Prepares a subject for being measured; undefined when it does not have what this takes. */
  prepare(subject: Subject): (() => Promise<Measurement>) | undefined;
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
  readonly opsPerSec: number | undefined;
  /** CPU time of both processes per wall time; 200 is two cores fully used. */
  readonly cpuPercent: number;
  /** What the rest of the machine used meanwhile, likewise; undefined where it was not measured. */
  readonly othersCpuPercent?: number;
  /** How many calls were timed together, 1 unless a single one is too short for the clock. */
  readonly callsPerSample: number;
}
