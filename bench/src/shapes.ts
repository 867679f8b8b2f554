/** Where somebody lives. */
export interface Address {
  street: string;
  city: string;
  zip: string | null;
  country: 'DE' | 'FR' | 'US';
}

/** A record as services have them: a little of everything. */
export interface User {
  id: number;
  name: string;
  email: string | null;
  nickname?: string;
  active: boolean;
  role: 'admin' | 'editor' | 'viewer';
  address: Address;
  tags: string[];
  score: number | undefined;
  createdAt: Date;
}

/** Told apart by its type. */
export type UiEvent =
  | { type: 'click'; x: number; y: number; target: string }
  | { type: 'key'; key: string; shift: boolean }
  | { type: 'scroll'; by: number };

export interface Tree {
  value: number;
  children: Tree[];
}

/** Messages of many shapes: each method gives back what it gets. */
export interface Shapes {
  record(user: User): User;
  records(users: User[]): User[];
  events(events: UiEvent[]): UiEvent[];
  tree(tree: Tree): Tree;
  dictionary(entries: Record<string, number>): Record<string, number>;
  numbers(numbers: number[]): number[];
  text(text: string): string;
  date(date: Date): Date;
  unknown(value: unknown): unknown;
  bytes(bytes: Uint8Array): Uint8Array;
}
