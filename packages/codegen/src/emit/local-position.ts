import { block, type Code } from './code.js';

/** The statements that move a position. */
export interface Moves {
  /** Gives it to the reader or writer. */
  readonly store: Code;
  /** Takes it from there once more, and what else may have changed. */
  readonly load: Code;
  /** Takes it for the first time. */
  readonly declare: readonly Code[];
}

/** Where the position is while a printed function goes from value to value: in its reader or writer at first, or in a local. */
export class LocalPosition {
  readonly #moves: Moves;
  #isDeclared = false;
  #isLocal = false;

  constructor(moves: Moves) {
    this.#moves = moves;
  }

  toLocal(): readonly Code[] {
    if (this.#isLocal) return [];
    this.#isLocal = true;
    if (this.#isDeclared) return [this.#moves.load];
    this.#isDeclared = true;
    return this.#moves.declare;
  }

  giveBack(): readonly Code[] {
    if (!this.#isLocal) return [];
    this.#isLocal = false;
    return [this.#moves.store];
  }

  /** A call that moves the position, under a condition or in a loop: it is where it was before. */
  callUnder(head: string, call: Code): Code {
    if (this.#isLocal) return [head, ' ', block([this.#moves.store, call, this.#moves.load])];
    return [head, ' ', head.startsWith('for') ? block([call]) : call];
  }
}
