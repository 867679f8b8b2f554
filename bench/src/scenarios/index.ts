import type { Scenario } from '../scenario.js';
import { afterRest, spinBudget } from './after-rest.js';
import { bulk } from './bulk.js';
import { clients } from './clients.js';
import { generate } from './generate.js';
import { handoff } from './handoff.js';
import { idle } from './idle.js';
import { memory } from './memory.js';
import { pipelined } from './pipelined.js';
import { serverStream } from './server-stream.js';
import { sessions, sessionsActive } from './sessions.js';
import { startup } from './startup.js';
import { syncBridge } from './sync-bridge.js';
import { timerLateness } from './timer-lateness.js';
import { unaryAsync } from './unary-async.js';
import { unaryCold } from './unary-cold.js';
import { unarySync } from './unary-sync.js';

/** In the order of the report. */
export const scenarios: readonly Scenario[] = [
  handoff,
  unarySync,
  syncBridge,
  unaryAsync,
  unaryCold,
  pipelined,
  serverStream,
  bulk,
  sessions,
  sessionsActive,
  clients,
  timerLateness,
  idle,
  memory,
  startup,
  generate,
  afterRest,
  spinBudget,
];
