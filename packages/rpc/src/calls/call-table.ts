import { WireError } from '../wire/wire-error.js';
import { PendingCall } from './pending-call.js';

/** The two ends of a session; it decides which call ids are whose. */
export type Role = 'connecting' | 'accepting';

/** What an id of a call that `role` makes leaves when it is divided by two. */
export function idParity(role: Role): number {
  return role === 'connecting' ? 0 : 1;
}

/**
 * The calls of ours that wait for an answer, by slot. A call's id is made of its slot's index, so ids stay small, take one byte mostly,
 * and find their call by indexing. A slot that became free last is used first.
 */
export class CallTable {
  readonly #parity: number;
  readonly #maxCalls: number;
  readonly #slots: PendingCall[] = [];
  readonly #free: PendingCall[] = [];
  /** Answered calls of which a frame is still on its way: a new call of the same id could overtake it. */
  #lingering: PendingCall[] = [];

  constructor(role: Role, maxCalls: number) {
    this.#parity = idParity(role);
    this.#maxCalls = maxCalls;
  }

  /** A free slot, or undefined if as many calls as the limit allows wait. It is the caller's to give its state. */
  take(): PendingCall | undefined {
    if (this.#lingering.length > 0) this.#freeLingering();
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#slots.length >= this.#maxCalls) return undefined;
    const call = new PendingCall(this.#slots.length * 2 + this.#parity);
    this.#slots.push(call);
    return call;
  }

  /** The same if there is one that was used before, as there is for most calls. */
  takeUsed(): PendingCall | undefined {
    return this.#free.pop();
  }

  /** Takes a slot back: its answer has come, or its request never went. */
  release(call: PendingCall): void {
    call.clear('free');
    if (call.carrier?.done === false) this.#lingering.push(call);
    else this.#giveBack(call);
  }

  /** The same for a bare call that has ended well and was blocked for: there is little that it could have left. */
  releaseBare(call: PendingCall): void {
    call.state = 'free';
    call.method = undefined;
    call.result = undefined;
    this.#free.push(call);
  }

  #giveBack(call: PendingCall): void {
    call.carrier = undefined;
    this.#free.push(call);
  }

  #freeLingering(): void {
    const lingering = this.#lingering;
    this.#lingering = lingering.filter((call) => call.carrier?.done === false);
    for (const call of lingering) if (call.carrier?.done !== false) this.#giveBack(call);
  }

  /** The call with that id, if an answer to it is due. */
  find(id: number): PendingCall | undefined {
    const call = (id & 1) === this.#parity ? this.#slots[id >>> 1] : undefined;
    return call === undefined || call.state === 'free' || call.state === 'settled' ? undefined : call;
  }

  /** The same, which `what` has come for. @throws WireError if no answer to it is due. */
  due(id: number, what: string): PendingCall {
    const call = this.find(id);
    if (call === undefined) throw notDue(id, what);
    return call;
  }

  /** How many answers are due. */
  get size(): number {
    return this.#slots.length - this.#free.length - this.#lingering.length;
  }

  /** The calls whose callers wait. */
  waiting(): PendingCall[] {
    return this.#slots.filter((call) => call.state === 'waiting');
  }
}

/** The error for an answer to a call that waits for none. */
export function notDue(id: number, what: string): WireError {
  return new WireError(`${what} for call ${id}, which is not waiting`);
}
