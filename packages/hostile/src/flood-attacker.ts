// Does one thing of `attacks.ts` to a server for as long as it is let. Usage: flood-attacker.js <path> <attack> <milliseconds>
import { connect } from '@flipcall/core';
import { ATTACKS, Attacker } from './attacks.js';

const [, , path = '', name = '', milliseconds = '1000'] = process.argv;
const step = ATTACKS[name];
if (step === undefined)
  throw new Error(`no such attack: ${name}; there are ${Object.keys(ATTACKS).join(', ')}`);
const until = performance.now() + Number(milliseconds);
/** Before the event loop has its turn. */
const STEPS = 64;

while (performance.now() < until) {
  try {
    const attacker = new Attacker(await connect({ path }));
    let goesOn = true;
    while (goesOn && performance.now() < until) {
      for (let steps = 0; steps < STEPS && goesOn && !attacker.isWaiting; steps++) goesOn = step(attacker);
      await new Promise((resolve) => setImmediate(resolve));
    }
    attacker.close();
  } catch {
    // Refused, or ended meanwhile: on to the next one.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
