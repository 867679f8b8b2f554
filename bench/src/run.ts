import type { Result } from './compare.js';
import type { Machine } from './machine.js';

/** What one run gave: the contents of the file that `--json` writes. */
export interface Run {
  readonly machine: Machine;
  readonly results: readonly Result[];
}
