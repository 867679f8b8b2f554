import type { RemoteSpec } from '../service.js';

/** Something of this side that crosses as a reference, on its way to the writer. */
export class RemoteValue {
  readonly target: object;
  readonly spec: RemoteSpec;

  constructor(target: object, spec: RemoteSpec) {
    this.target = target;
    this.spec = spec;
  }
}

/** Finds what a reference refers to, if that is of the kind that is expected. */
export type Resolve = (spec: RemoteSpec, compact: boolean) => object | undefined;

/** A reference as it came from the other side, until what is expected at its place is known. */
export class RemoteToken {
  /** What was made of it. */
  target: object | undefined;
  readonly #resolve: Resolve;

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /**
   * What stands for the other side's object or function here; undefined if it is one of ours that comes back, and not of that kind. With
   * `compact`, both sides have the very same contract.
   */
  take(spec: RemoteSpec, compact: boolean): object | undefined {
    this.target = this.#resolve(spec, compact);
    return this.target;
  }
}

/** What writers and readers know of the functions and objects that cross as references. */
export interface ReferenceTable {
  /** The other side's id of what that stands for; undefined for what is not the other side's. */
  importedId(target: object): number | undefined;
  /** The id of something of ours, which is about to be sent once more. */
  export(target: object, spec: RemoteSpec): number;
  /** Takes sendings back that did not happen. */
  unexport(id: number, count: number): void;
  /** A reference that came to something of the other side's. */
  received(id: number): RemoteToken;
  /** A reference that came to something of ours. */
  returned(id: number): RemoteToken;
  /** Takes back that a reference came to what that stands for: it is read again. */
  forget(proxy: object): void;
  /** Says that a reference came which nobody takes. */
  refuse(id: number): void;
}

/** Why a value can not cross as a reference of that kind; undefined if it can. */
export function whyNotRemote(value: unknown, spec: RemoteSpec): string | undefined {
  if (spec.kind === 'function') return typeof value === 'function' ? undefined : 'expected function';
  if (typeof value !== 'object' || value === null)
    return `expected an object with the methods of ${spec.name}`;
  const object = value as Readonly<Record<string, unknown>>; // any object may be asked for a property
  const missing = spec.methods().find(({ name }) => typeof object[name] !== 'function');
  return missing === undefined ? undefined : `expected ${spec.name}, which has a method ${missing.name}`;
}
