import type ts from '../../compiler.cjs';
import type { Place } from './reading.js';

/** Reads a type and those that it leads to, and gives these; undefined as soon as one of them cannot be sent. */
export type Attempt = (type: ts.Type, place: Place) => Iterable<ts.Type> | undefined;

/**
 * Finds out, without telling anybody, whether types have a shape: those that matter only for how another one is printed, such as
 * the `User` of `Omit<User, 'run'>`. What was found out of one type holds for all that it leads to, so each is read once.
 */
export class Readability {
  readonly #attempt: Attempt;
  readonly #known: Map<ts.Type, boolean> = new Map();

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
  }

  isReadable(type: ts.Type, place: Place): boolean {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    const met = this.#attempt(type, place);
    for (const each of met ?? []) this.#known.set(each, true);
    this.#known.set(type, met !== undefined);
    return met !== undefined;
  }

  /** Whether a type was found to have a shape before. */
  isKnownReadable(type: ts.Type): boolean {
    return this.#known.get(type) === true;
  }
}
