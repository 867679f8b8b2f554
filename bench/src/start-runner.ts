import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measurement, Point, Round, Scenario, Subject } from './scenario.js';

/** Starts the process that measures `subject` in `scenario`, and waits until it is ready for its rounds. */
export async function startRunner(
  scenario: Scenario,
  subject: Subject,
  point: Point | undefined,
): Promise<Measurement> {
  const file = fileURLToPath(new URL('./runner.js', import.meta.url));
  const args = [scenario.name, subject.name, String(point?.value ?? 0)];
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  await answer(child);
  return {
    async round(milliseconds) {
      child.send({ kind: 'round', milliseconds });
      // Our own program, built from the same sources, sends exactly this.
      return (await answer(child)) as Round;
    },
    async close() {
      child.send({ kind: 'close' });
      await exited;
    },
  };
}

/** The next message of `child`; rejects when it ends instead. */
async function answer(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const onExit = (): void => ended.abort();
  child.once('exit', onExit);
  try {
    const [message]: unknown[] = await once(child, 'message', { signal: ended.signal });
    return message;
  } catch (cause) {
    throw new Error(`The measuring process ${child.spawnargs.slice(2).join(' ')} ended early`, { cause });
  } finally {
    child.off('exit', onExit);
  }
}
