import type { Address, Coordinates as Place } from './address.js';

/** Somebody. */
export interface Person {
  /** Given name and family name. */
  readonly name: string;
  readonly nickname?: string;
  readonly born: Date;
  readonly home: Address;
  readonly places: readonly Place[];
  readonly mood: Mood | undefined;
  readonly 'e-mail': string | null;
  readonly friends: Person[];
}

export type Mood = 'happy' | 'sad' | 'angry';

export interface Circle {
  kind: 'circle';
  radius: number;
}

export interface Square {
  kind: 'square';
  side: number;
}

interface Group {
  kind: 'group';
  members: Shape[];
}

export type Shape = Circle | Square | Group;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** Takes and returns one of everything. */
export interface Everything {
  primitives(text: string, number: number, flag: boolean, big: bigint, nothing: null): Promise<bigint>;
  literals(word: 'on' | 'off', one: 1, yes: true, mixed: 'auto' | 8 | 16n | false): 'done';
  arrays(list: string[], fixed: readonly number[], nested: (string | number)[][]): Promise<string[]>;
  tuples(pair: [string, number], named: readonly [x: number, y?: number], open: [string, ...number[]]): void;
  objects(point: { readonly x: number; y?: number; z: number | undefined }): Promise<Person>;
  records(counts: Record<string, number>, byId: { readonly [id: number]: Person }): Record<'a' | 'b', string>;
  collections(map: Map<string, Date>, set: ReadonlySet<number>, deep: ReadonlyMap<string, Set<Mood>>): void;
  bytes(data: Uint8Array): Promise<Uint8Array>;
  discriminated(shape: Shape): Promise<Shape[]>;
  recursive(json: Json): Promise<Json>;
  generic(people: Page<Person>, words: Page<string>): Promise<Partial<Address>>;
  maybe(mood?: Mood, size?: number): Mood | undefined;
  names(options: string, context: string, caller: string, session: string): void;
  property: (value: string | null) => Promise<string | null>;
}
