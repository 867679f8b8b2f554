// Most frames are bare: requests and answers that say nothing beside what they must (docs/wire/rpc.md). Their heads are four bytes, which
// are read and written as one word: an array of four members, the kind, the call's id, and the method's number or, in an answer, the nil
// of no error. One value follows, the arguments or the result.

/** The first byte: an array of four members. */
export const FOUR_MEMBERS = 0x94;

export const BARE_HEAD_BYTES = 4;

/** Ids of calls and numbers of methods that are below this take one byte. */
export const ONE_BYTE = 0x80;

const REQUEST = (FOUR_MEMBERS << 24) | (0 << 16);
const ANSWER = (FOUR_MEMBERS << 24) | (1 << 16) | 0xc0;

/** Preconditions: both are below `ONE_BYTE`. */
export function bareRequest(id: number, method: number): number {
  return REQUEST | (id << 8) | method;
}

/** The same for an answer without error. */
export function bareAnswer(id: number): number {
  return ANSWER | (id << 8);
}

/** Whether four bytes are the head of a bare request: all of its bits but those of the two numbers. */
export function isBareRequest(head: number): boolean {
  return (head & 0xffff_8080) === REQUEST;
}

export function isBareAnswer(head: number): boolean {
  return (head & 0xffff_80ff) === ANSWER;
}

/** The call's id in a head. */
export function idIn(head: number): number {
  return (head >> 8) & 0x7f;
}

/** The method's number in the head of a request. */
export function methodIn(head: number): number {
  return head & 0x7f;
}
