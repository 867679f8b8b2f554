import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, usage } from './arguments.js';
import { main } from './main.js';

/** Starts the server and, once that serves, its sibling, the client; ends with the client. */
await main(async () => {
  const args = process.argv.slice(2);
  if (readArguments(args).help) {
    console.log(usage);
    return 0;
  }
  const folder = mkdtempSync(join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), 'flipcall-'));
  try {
    const path = join(folder, 'search.sock');
    const server = program('server.js', [...args, '--path', path, '--parent-fd', '3']);
    const serverEnded = ended(server);
    // Descriptor 3 is a socket pair: the server says "ready" on it, and ends when we do.
    const ready = once(server.stdio[3] as NodeJS.ReadableStream, 'data').then(() => undefined);
    const failed = await Promise.race([ready, serverEnded]);
    if (failed !== undefined) return failed;

    const code = await ended(program('client.js', [...args, '--path', path]));
    server.kill();
    await serverEnded;
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function program(name: string, args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  // A terminal sends its signals to all of us; we stay until both have ended, to clean up behind them.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return child;
}

/** The exit code of `child`; as in a shell, 128 and the signal's number when a signal ended it. */
async function ended(child: ChildProcess): Promise<number> {
  await once(child, 'exit');
  return child.exitCode ?? 128 + (child.signalCode === null ? 0 : constants.signals[child.signalCode]);
}
