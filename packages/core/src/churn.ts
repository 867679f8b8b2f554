/** A session that ended sooner came and went. */
const SHORT_MS = 1000;
/** How many of them a user may have at once, and how many a second after that. */
const FREE = 20;
const PER_SECOND = 20;
/** The longest that anybody waits: well within the time limit of a handshake. */
const LONGEST_WAIT_MS = 2000;

/**
 * Slows down users whose sessions come and go: making one takes the server's thread about a millisecond, in which everybody else waits.
 * Times are in milliseconds of any clock that does not go back.
 */
export class Churn {
  readonly #users = new Map<number, User>();

  /** Notes that a session of that user ended, which began at `beganMs`. */
  ended(uid: number, beganMs: number, nowMs: number): void {
    if (nowMs - beganMs >= SHORT_MS) return;
    const user = this.#users.get(uid) ?? { level: 0, atMs: nowMs, nextMs: 0 };
    user.level = levelOf(user, nowMs) + 1;
    user.atMs = nowMs;
    this.#users.set(uid, user);
  }

  /** How long that user's next session is to wait, in milliseconds; later ones wait behind it. */
  wait(uid: number, nowMs: number): number {
    const user = this.#users.get(uid);
    if (user === undefined) return 0;
    const level = levelOf(user, nowMs);
    if (level === 0) this.#users.delete(uid);
    if (level < FREE) return 0;
    user.nextMs = Math.max(user.nextMs, nowMs) + 1000 / PER_SECOND;
    return Math.min(user.nextMs - nowMs, LONGEST_WAIT_MS);
  }
}

interface User {
  /** Falls by `PER_SECOND`. */
  level: number;
  atMs: number;
  /** When the user's next session may begin. */
  nextMs: number;
}

function levelOf({ level, atMs }: User, nowMs: number): number {
  return Math.max(0, level - ((nowMs - atMs) / 1000) * PER_SECOND);
}
