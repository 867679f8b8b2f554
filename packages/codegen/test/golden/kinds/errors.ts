import { RpcError } from '@flipcall/rpc';
import type * as locks from './locks.js';
import type { QuotaExceeded } from './quota-exceeded.js';

export type { Denied } from './locks.js';

/** There is no such file. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly path: string;
  readonly suggestions?: readonly string[];

  constructor(path: string) {
    super(`${path} was not found`);
    this.path = path;
  }

  /** Stays with the class. */
  get folder(): string {
    return this.path.slice(0, this.path.lastIndexOf('/'));
  }
}

/** Somebody else has changed the file. */
export class ConflictError extends RpcError {
  readonly owner: { readonly name: string; readonly since: Date };

  constructor(owner: ConflictError['owner'], code: RpcError['code']) {
    super(`${owner.name} has changed it`, { code });
    this.owner = owner;
  }
}

/** What the system said, for which there is no class. */
export interface SystemFault extends Error {
  name: 'SystemError';
  errno: number;
  syscall: 'open' | 'read';
}

export type ReadFault = NotFound | SystemFault;

/** Files, and what can go wrong with them. */
export interface Files {
  /**
   * Reads a file.
   *
   * @param path where it is
   * @throws {ReadFault} when it cannot be read
   */
  read(path: string): Promise<Uint8Array>;
  /**
   * Writes a file.
   * @throws {NotFound | ConflictError} when the folder is gone, or the file changed
   * @throws {@link QuotaExceeded} when the disk is full
   * @throws {locks.Held}
   * @throws {RangeError} when the path is empty
   * @throws anything else that is wrong, as prose
   */
  write(path: string, data: Uint8Array): Promise<void>;
  /** @throws {QuotaExceeded} */
  append(path: string, lines: AsyncIterable<string>): Promise<QuotaExceeded['limit']>;
  /**
   * Who holds it.
   * @throws {Denied}
   */
  holder(path: string): Promise<locks.Holder>;
}
