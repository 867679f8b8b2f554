// Makes calls with deadlines while the time of day jumps by hours. Usage: jumping-clock.js <path>
import { connect } from '@flipcall/rpc';
import { createPreyClient } from './gen/prey.flipcall.js';

const session = await connect(process.argv[2] ?? '');
const prey = createPreyClient(session);
const now = Date.now;
let jump = 0;
Date.now = () => {
  jump = jump > 0 ? -8_000_000 : 8_000_000;
  return now() + jump;
};
await prey.later(50, { timeoutMs: 20_000 });
console.log('in time');
await prey.later(20_000, { timeoutMs: 50 }).catch(() => console.log('too late'));
session.close();
