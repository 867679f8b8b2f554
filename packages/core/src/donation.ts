import { MOST_DONATED, type NativeLink, Status } from '@flipcall/native';
import { errorFromStatus, FlipcallError, systemError } from './flipcall-error.js';
import { requireInteger } from './packet-window.js';

/** @throws RangeError unless these are descriptors, and as many as one donation may have. */
export function requireDescriptors(descriptors: readonly number[]): void {
  requireInteger('descriptors.length', descriptors.length, 1, MOST_DONATED);
  for (const descriptor of descriptors) requireInteger('descriptor', descriptor, 0, 2 ** 31 - 1);
}

/** Donates descriptors that were checked; `Session.donate`. */
export function donate(link: NativeLink, descriptors: readonly number[]): number | undefined {
  let first: number;
  try {
    first = link.donate(descriptors);
  } catch (cause) {
    throw systemError(`Donating the descriptors ${descriptors.join(', ')} failed`, cause);
  }
  return first < 0 ? undefined : first;
}

/** Takes descriptors that were donated; `Session.claim`. The numbers may be whatever a peer sent. */
export function claim(link: NativeLink, first: number, count: number): number[] {
  if (!isCount(first, Number.MAX_SAFE_INTEGER) || !isCount(count, 2 ** 31)) throw notDonated(first, count);
  let claimed: number[] | number;
  try {
    claimed = link.claim(first, count);
  } catch (cause) {
    throw systemError('The descriptors that the peer donated are lost', cause);
  }
  if (typeof claimed !== 'number') return claimed;
  throw claimed === Status.BadDescriptors ? notDonated(first, count) : errorFromStatus(claimed);
}

function isCount(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= most;
}

function notDonated(first: number, count: number): FlipcallError {
  return new FlipcallError(
    'protocol',
    `The peer named ${count} descriptors from number ${first} on, and did not donate them, or they were claimed before.`,
  );
}
