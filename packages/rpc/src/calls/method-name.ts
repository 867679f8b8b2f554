import type { References } from '../remote/references.js';
import type { Reader } from '../wire/reader.js';
import { WireError } from '../wire/wire-error.js';
import type { ServedMethod } from './served-method.js';

/** What a request names its method by: the path, the agreed number, or an object of ours and the member of it. */
export type MethodName = string | number | Member;

/** A method of an object that the caller has a reference to. */
export interface Member {
  readonly reference: number;
  readonly name: string | number;
  readonly method: ServedMethod | undefined;
}

/** Reads what names a method of an object of ours that the caller has a reference to. */
export function readMember(reader: Reader, references: References): Member {
  const count = reader.arrayHeader();
  if (count !== 2) throw new WireError(`the method of a reference named by ${count} members`);
  const reference = reader.uint();
  const name = reader.stringOrUint();
  return { reference, name, method: references.method(reference, name) };
}

/** Who calls by number has the very same contract. */
export function isCompact(name: MethodName): boolean {
  return typeof (typeof name === 'object' ? name.name : name) === 'number';
}

/** The method as it is told to the user when there is none of that name. */
export function nameText(name: MethodName): string {
  return typeof name === 'object' ? `reference ${name.reference}` : String(name);
}
