import type { Line } from './chaos-member.js';

/** What each client has under way with each server at any time: awaited, streamed, called back; most of the time also others. */
const CALLS = 4;
/** Every pending call ends within this time after the server died. */
const LONGEST_REJECTION_NS = 1_000_000_000;

/** Judges what the clients and visitors tell by what was killed, and when. */
export class Judge {
  readonly problems: string[] = [];
  /** How long after a kill each call ended that waited for the dead, in milliseconds. */
  readonly rejectionsMs: number[] = [];
  /** How many handshakes a death cut short. */
  meetingsCut = 0;
  /** How many visits to a server ended by its death. */
  visitsCut = 0;
  /** When each server that was killed was killed, by process. */
  readonly #killedAtNs = new Map<number, number>();
  #lastKills: number[] = [];

  /** To be called right before a kill. */
  aboutToKill(pid: number): void {
    const now = Number(process.hrtime.bigint());
    this.#killedAtNs.set(pid, now);
    this.#lastKills = [...this.#lastKills.slice(-50), now];
  }

  hear(who: string, line: Line): void {
    if (line.event === 'trouble') this.problems.push(`${who} had ${line.text}`);
    if (line.event === 'lost') this.#loss(who, line, CALLS);
    if (line.event === 'cut short') {
      this.visitsCut++;
      this.#loss(who, line, 0);
    }
    if (line.event === 'not met') this.#notMet(line);
  }

  #loss(who: string, { pid = -1, atNs = [], wrong = [] }: Line, least: number): void {
    const killed = this.#killedAtNs.get(pid);
    if (killed === undefined) {
      this.problems.push(`${who} lost server ${pid}, which was not killed`);
      return;
    }
    for (const text of wrong) this.problems.push(`a call of ${who} to a killed server: ${text}`);
    if (atNs.length < least) this.problems.push(`${atNs.length} calls of ${least} ended`);
    for (const at of atNs) {
      this.rejectionsMs.push((at - killed) / 1e6);
      this.#inTime(killed, at, 'a call ended');
    }
  }

  /** Where there is no server, nobody is met; but a death in the middle of it must be noticed. */
  #notMet({ startedNs = 0, endedNs = 0, wrong = [] }: Line): void {
    for (const text of wrong) this.problems.push(`a handshake with a killed server: ${text}`);
    const killed = this.#lastKills.findLast((at) => at > startedNs && at < endedNs);
    if (killed === undefined) return;
    this.meetingsCut++;
    this.#inTime(killed, endedNs, 'a handshake ended');
  }

  #inTime(killed: number, at: number, what: string): void {
    if (at - killed > LONGEST_REJECTION_NS)
      this.problems.push(`${what} ${(at - killed) / 1e6} ms after the kill`);
  }
}
