import { createRequire } from 'node:module';
import type * as zod from 'zod';

let loaded: typeof zod | undefined;

/** Loads zod now: for a server, which will have something to refuse, and should not keep its other clients waiting then. */
export function loadZod(): typeof zod {
  loaded ??= createRequire(import.meta.url)('zod') as typeof zod; // What zod exports.
  return loaded;
}

/**
 * zod, loaded by the first use of anything in it: to load it takes as long as to load all of the rest, and whose peers keep to
 * the contract never need it. At once, because a call that blocks may be what needs it; hence zod's CommonJS form.
 *
 * A program that imports zod itself has a second copy then. The copies share their configuration (`z.config`), and use each
 * other's schemas.
 */
export const z: typeof zod = new Proxy({} as typeof zod, {
  get: (_, name) => Reflect.get(loadZod(), name),
});
