import type { Scenario } from '../scenario.js';
import { handoff } from './handoff.js';
import { unaryAsync } from './unary-async.js';
import { unaryCold } from './unary-cold.js';
import { unarySync } from './unary-sync.js';

/** In the order of the report. */
export const scenarios: readonly Scenario[] = [handoff, unarySync, unaryAsync, unaryCold];
