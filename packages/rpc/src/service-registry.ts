import { METHODS_PER_SERVICE } from './calls/bound-method.js';
import { type Handler, ServedMethod } from './calls/served-method.js';
import type { Hello } from './frames/hello.js';
import type { ServiceDescriptor } from './service.js';

/** The services that one side of a session serves; several sessions may share it. */
export class ServiceRegistry {
  readonly #byPath = new Map<string, ServedMethod>();
  readonly #byNumber: (readonly ServedMethod[])[] = [];
  readonly #advertised: Record<string, readonly [string, number]> = Object.create(null);

  /**
   * Adds a service and the object whose methods answer it. Sessions that are open already serve it too.
   * Throws `TypeError` when a handler is missing, and `Error` when the service was added before.
   */
  add<Handlers extends object>(service: ServiceDescriptor<Handlers>, handlers: Handlers): this {
    const { name } = service;
    if (name in this.#advertised)
      throw new Error(`service ${name} was added before; a service is added once`);
    if (service.methods.length > METHODS_PER_SERVICE) {
      throw new RangeError(
        `service ${name} has ${service.methods.length} methods; ${METHODS_PER_SERVICE} is the most`,
      );
    }
    const methods = service.methods.map((spec): ServedMethod => {
      const path = `${name}/${spec.name}`;
      // The descriptor ties the handlers to the method's name; only their presence is left to check.
      const handler = (handlers as Readonly<Record<string, unknown>>)[spec.name];
      if (typeof handler !== 'function') {
        throw new TypeError(
          `service ${name}: the handlers have no method ${spec.name}; add ${spec.name}(${spec.params.join(', ')})`,
        );
      }
      return new ServedMethod(path, spec, handlers, handler as Handler);
    });
    this.#advertised[name] = [service.contractHash, this.#byNumber.length];
    this.#byNumber.push(methods);
    for (const method of methods) this.#byPath.set(method.path, method);
    return this;
  }

  /** The method with that name or number on the wire. */
  find(method: string | number): ServedMethod | undefined {
    return typeof method === 'string' ? this.#byPath.get(method) : this.numbered(method);
  }

  /** The method with that number on the wire; -1 is none's. */
  numbered(method: number): ServedMethod | undefined {
    if (method < 0) return undefined;
    return this.#byNumber[(method / METHODS_PER_SERVICE) | 0]?.[method % METHODS_PER_SERVICE];
  }

  /** The same for a number of one byte: those of the first service. */
  numberedByOne(method: number): ServedMethod | undefined {
    return this.#byNumber[0]?.[method];
  }

  /** Whether a service of that name was added. */
  hasService(name: string): boolean {
    return name in this.#advertised;
  }

  /** What a hello says about the services. */
  advertised(): Hello['services'] {
    return { ...this.#advertised };
  }
}
