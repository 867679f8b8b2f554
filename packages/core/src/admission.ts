import { requireInteger } from './packet-window.js';

export interface AdmissionLimits {
  /** Sessions that one listener has at once, those that are not open yet included. Default: 4,096. */
  readonly maxSessions?: number;
  /** How many of them belong to one user. Default: 2,048, so that no user keeps all others out. */
  readonly maxSessionsPerUid?: number;
}

/** Counts a listener's sessions, from the moment that a peer connected until its session is over. */
export class Admission {
  readonly #maxSessions: number;
  readonly #maxPerUid: number;
  readonly #perUid = new Map<number, number>();
  #sessions = 0;

  /** @throws RangeError for a limit that is none. */
  constructor({ maxSessions = 4096, maxSessionsPerUid = 2048 }: AdmissionLimits) {
    requireInteger('maxSessions', maxSessions, 1, 2 ** 31 - 1);
    requireInteger('maxSessionsPerUid', maxSessionsPerUid, 1, 2 ** 31 - 1);
    this.#maxSessions = maxSessions;
    this.#maxPerUid = maxSessionsPerUid;
  }

  /** Why a user may have no session more, or undefined: then it has one more until `leave` is called, once. */
  enter(uid: number): string | undefined {
    const ofUser = this.#perUid.get(uid) ?? 0;
    if (this.#sessions >= this.#maxSessions) {
      return `the server has ${this.#sessions} sessions already (maxSessions)`;
    }
    if (ofUser >= this.#maxPerUid) {
      return `user ${uid} has ${ofUser} sessions with the server already (maxSessionsPerUid)`;
    }
    this.#sessions++;
    this.#perUid.set(uid, ofUser + 1);
    return undefined;
  }

  leave(uid: number): void {
    this.#sessions--;
    const left = (this.#perUid.get(uid) ?? 0) - 1;
    if (left > 0) this.#perUid.set(uid, left);
    else this.#perUid.delete(uid);
  }
}
