import type { CallOptions, Descriptor } from '@flipcall/rpc';
import type { NotFound } from './errors.js';

/** Hears how far something is. */
export type OnProgress = (done: number, total?: number) => void;

export interface Row {
  readonly id: bigint;
  readonly value: unknown;
}

/**
 * Rows, one page after the other, in the process that has them.
 * @remote
 */
export interface Cursor<Item> extends Disposable {
  /** The next page; none at the end. */
  next(size?: number, signal?: AbortSignal): Promise<readonly Item[] | undefined>;
  /** All that are left. */
  rest(options?: CallOptions): AsyncIterable<Item>;
  /**
   * Another one at the same place.
   * @idempotent
   * @throws {NotFound}
   */
  clone(): Promise<Cursor<Item>>;
  /** Goes on where another one is. */
  follow(other: Cursor<Item>): Promise<void>;
  /** Forgets rows. */
  skip(...ids: readonly bigint[]): void;
}

/** @remote */
export interface Folder {
  parent(): Promise<Folder | null>;
  path(): Promise<NotFound['path']>;
  files(pattern: AsyncIterable<string>): Promise<File[]>;
}

/** @remote */
interface File {
  folder(): Promise<Folder>;
  open(options: {
    readonly signal?: AbortSignal;
    readonly timeoutMs?: number | undefined;
  }): Promise<Descriptor>;
}

export interface Hooks {
  readonly onRow: (row: Row) => void | Promise<void>;
  readonly onEnd?: (hooks: Hooks) => Promise<boolean>;
}

/** Calls its clients back, and keeps objects for them. */
export interface Database {
  /** Runs a query; the caller hears of each row. */
  run(sql: string, hooks: Hooks, onProgress?: OnProgress): Promise<number>;
  /** Asks for each row. */
  filter(keep: (row: Row) => Promise<boolean>): AsyncIterable<Row>;
  /** Tells all of them. */
  subscribe(listeners: readonly ((row: Row) => void)[]): Promise<() => Promise<void>>;
  open(sql: string): Promise<Cursor<Row>>;
  root(): Promise<Folder>;
  /** Reads from a file that the caller has opened. */
  load(
    from: Descriptor,
    into: { readonly table: string; readonly log?: Descriptor },
  ): Promise<Descriptor | undefined>;
  /** Either of two that are told apart by nothing. */
  either(
    value:
      | { readonly a: string; readonly ask?: () => Promise<string> }
      | { readonly a: string; readonly b?: number },
  ): Promise<string>;
  /** A name, or what is asked for it. */
  greet(who: string | (() => Promise<string>)): Promise<string>;
}
