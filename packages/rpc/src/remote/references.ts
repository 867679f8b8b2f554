import { BoundMethod } from '../calls/bound-method.js';
import { ServedMethod } from '../calls/served-method.js';
import { failure } from '../failure.js';
import { type Frame, FrameKind, NumbersFrame } from '../frames/frame.js';
import type { Limits } from '../limits.js';
import { isSameRemote, type MethodSpec, type RemoteSpec } from '../service.js';
import { WireError } from '../wire/wire-error.js';
import { makeProxy, type ProxyCalls } from './proxy.js';
import { type ReferenceTable, RemoteToken } from './remote-value.js';

/** Something of ours that the other side has references to. */
interface Exported {
  readonly id: number;
  readonly target: object;
  readonly spec: RemoteSpec;
  readonly methods: readonly ServedMethod[];
  /** How often it was sent, less what was released. */
  count: number;
}

/** Something of the other side's that we have references to. */
interface Imported {
  readonly id: number;
  readonly proxy: WeakRef<object>;
  /** How often it came. */
  count: number;
  released: boolean;
}

export interface ReferencesOptions {
  readonly limits: Limits;
  readonly calls: ProxyCalls;
  /** Sends a frame after everything that was sent before. */
  readonly send: (frame: Frame) => void;
}

/** No id is used twice in a session. */
const MOST_IDS = 2 ** 32;

/**
 * What the two sides of a session refer to of each other. Who sends a reference counts how often; who gets it tells, when its
 * proxy is disposed of or collected, how often it came, so that a reference that is sent anew meanwhile is not lost.
 */
export class References implements ReferenceTable {
  readonly #options: ReferencesOptions;
  readonly #exports = new Map<number, Exported>();
  readonly #byTarget = new Map<object, Exported[]>();
  readonly #imports = new Map<number, Imported>();
  readonly #importOf = new WeakMap<object, Imported>();
  readonly #collected = new FinalizationRegistry<Imported>((imported) => this.#release(imported));
  #nextId = 0;
  #ended = false;

  constructor(options: ReferencesOptions) {
    this.#options = options;
  }

  /** The other side's id of what this proxy stands for; undefined for what is no proxy of this session. */
  importedId(target: object): number | undefined {
    const imported = this.#importOf.get(target);
    return imported === undefined || imported.released ? undefined : imported.id;
  }

  /** The id of an object of ours, which is about to be sent once more. Throws `RpcError` beyond the limit. */
  export(target: object, spec: RemoteSpec): number {
    const known = this.#byTarget.get(target)?.find((exported) => isSameRemote(exported.spec, spec));
    const exported = known ?? this.#add(target, spec);
    exported.count++;
    return exported.id;
  }

  /** Takes one sending back that did not happen, or that the other side has let go of. */
  unexport(id: number, count: number): void {
    const exported = this.#exports.get(id);
    if (exported === undefined || exported.count < count) {
      throw new WireError(`a release of reference ${id}, which was not given so often`);
    }
    exported.count -= count;
    if (exported.count > 0) return;
    this.#exports.delete(id);
    const others = (this.#byTarget.get(exported.target) ?? []).filter((other) => other !== exported);
    if (others.length === 0) this.#byTarget.delete(exported.target);
    else this.#byTarget.set(exported.target, others);
  }

  /** The method of an object of ours; undefined if it was released, or has no such method. */
  method(id: number, member: number | string): ServedMethod | undefined {
    if (id >= this.#nextId) throw new WireError(`a call of reference ${id}, which was never given`);
    const methods = this.#exports.get(id)?.methods;
    return typeof member === 'number' ? methods?.[member] : methods?.find(({ spec }) => spec.name === member);
  }

  /** A reference that came to something of the other side's. */
  received(id: number): RemoteToken {
    return new RemoteToken((spec, compact) => this.#import(id, spec, compact));
  }

  /** A reference that came to something of ours. */
  returned(id: number): RemoteToken {
    if (id >= this.#nextId) throw new WireError(`reference ${id} comes back and was never given`);
    return new RemoteToken((spec) => {
      const exported = this.#exports.get(id);
      return exported !== undefined && isSameRemote(exported.spec, spec) ? exported.target : undefined;
    });
  }

  /** Forgets that a reference came to that proxy, whose value is refused. */
  forget(proxy: object): void {
    const imported = this.#importOf.get(proxy);
    if (imported !== undefined) imported.count--;
  }

  /** Says that a reference came which nobody takes. */
  refuse(id: number): void {
    this.#send(id, 1);
  }

  /** Lets go of what the proxy stands for. Says whether it is a proxy of this session. */
  dispose(proxy: object): boolean {
    const imported = this.#importOf.get(proxy);
    if (imported === undefined) return false;
    this.#collected.unregister(imported);
    this.#release(imported);
    return true;
  }

  /** The session has ended, and with it all that crossed it. */
  end(): void {
    this.#ended = true;
    this.#exports.clear();
    this.#byTarget.clear();
    this.#imports.clear();
  }

  /** How many references there are, to ours and to the other side's. */
  get counts(): { readonly exported: number; readonly imported: number } {
    return { exported: this.#exports.size, imported: this.#imports.size };
  }

  #add(target: object, spec: RemoteSpec): Exported {
    const { maxReferences } = this.#options.limits;
    if (this.#exports.size >= maxReferences || this.#nextId >= MOST_IDS) {
      const text = `the other side has ${this.#exports.size} references already, and releases none (limits.maxReferences)`;
      throw failure('too-many-references', text, { maybeExecuted: false });
    }
    const id = this.#nextId++;
    const methods = spec.methods().map((method) => served(target, spec, method));
    const exported = { id, target, spec, methods, count: 0 };
    this.#exports.set(id, exported);
    this.#byTarget.set(target, [...(this.#byTarget.get(target) ?? []), exported]);
    return exported;
  }

  #import(id: number, spec: RemoteSpec, compact: boolean): object {
    const known = this.#imports.get(id);
    const alive = known?.proxy.deref();
    if (known !== undefined && alive !== undefined) {
      known.count++;
      return alive;
    }
    const { maxReferences } = this.#options.limits;
    if (this.#imports.size >= maxReferences) {
      throw new WireError(`more than ${maxReferences} references (limits.maxReferences)`);
    }
    const methods = spec.methods().map((method, index) => {
      const path = spec.kind === 'function' ? spec.name : `${spec.name}.${method.name}`;
      return BoundMethod.ofReference(path, method, { id, index, compact });
    });
    const proxy = makeProxy(spec, methods, {
      calls: this.#options.calls,
      isReleased: () => imported.released,
      dispose: () => void this.dispose(proxy),
    });
    const imported: Imported = { id, proxy: new WeakRef(proxy), count: 1, released: false };
    this.#imports.set(id, imported);
    this.#importOf.set(proxy, imported);
    this.#collected.register(proxy, imported, imported);
    return proxy;
  }

  #release(imported: Imported): void {
    if (imported.released) return;
    imported.released = true;
    const { id, count } = imported;
    if (this.#imports.get(id) === imported) this.#imports.delete(id);
    if (count > 0) this.#send(id, count);
  }

  #send(id: number, count: number): void {
    if (!this.#ended) this.#options.send(new NumbersFrame(FrameKind.Release, id, count));
  }
}

function served(target: object, spec: RemoteSpec, method: MethodSpec): ServedMethod {
  if (spec.kind === 'function') {
    const call = target as (...args: unknown[]) => unknown; // the schema asked for a function
    return new ServedMethod(spec.name, method, target, call, { isOfService: false });
  }
  const path = `${spec.name}.${method.name}`;
  // Looked up at each call, as a call of the object itself would.
  const call = (...args: unknown[]): unknown =>
    (target as Readonly<Record<string, (...args: unknown[]) => unknown>>)[method.name]?.(...args);
  return new ServedMethod(path, method, target, call, { isOfService: false });
}
