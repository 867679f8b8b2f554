import { z } from 'zod';
import { scenarios } from './scenarios/index.js';
import { subjects } from './subjects/index.js';

/**
 * The process in which one subject is measured in one scenario; its own, so that no subject inherits the garbage or the
 * type feedback of another. Started by `startRunner`, which it tells "ready" and then obeys, one message after another.
 */
const Command = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('round'), milliseconds: z.number() }),
  z.object({ kind: z.literal('close') }),
]);

const [, , scenarioName, subjectName, point] = process.argv;
const scenario = scenarios.find(({ name }) => name === scenarioName);
const subject = subjects.find(({ name }) => name === subjectName);
const open = subject && scenario?.prepare(subject, Number(point));
if (!open) throw new Error(`${subjectName} does not take part in ${scenarioName}`);

process.once('disconnect', () => process.exit());
const measurement = await open();
process.on('message', async (message) => {
  const command = Command.parse(message);
  if (command.kind === 'round') {
    process.send?.(await measurement.round(command.milliseconds));
  } else {
    await measurement.close();
    process.disconnect();
  }
});
process.send?.('ready');
