import type { Descriptors } from './descriptors.js';
import type { ReferenceTable } from './remote-value.js';

/** What a session knows of the values that are more than data. */
export interface SessionValues {
  readonly references: ReferenceTable;
  readonly descriptors: Descriptors;
}
