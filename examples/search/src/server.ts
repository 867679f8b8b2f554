import { once } from 'node:events';
import { Socket } from 'node:net';
import { Server } from '@flipcall/rpc';
import { readArguments } from './arguments.js';
import { findTexts, InputError } from './find-texts.js';
import { Search } from './gen/search.flipcall.js';
import { serveJson } from './json-socket.js';
import { main } from './main.js';
import { showProgress } from './progress.js';
import { TextIndex } from './text-index.js';

/** `server.js --path SOCKET [--dir D]`: indexes texts, then answers searches until it is told to stop. */
await main(async () => {
  const { folder, path, parentFd } = readArguments(process.argv.slice(2));
  if (path === undefined) throw new InputError('Say with --path where to serve.');
  const index = await indexFolder(folder);

  const server = new Server();
  server.add(Search, {
    find: (query, limit = 3) => index.find(query, limit),
    describe: (text) => index.describe(text),
  });
  await server.listen({ path });
  const json = await serveJson(`${path}.json`, (text) => index.describe(text));

  await untilToldToStop(path, parentFd);
  json.close();
  await server.close();
  return 0;
});

async function indexFolder(folder: string): Promise<TextIndex> {
  const start = performance.now();
  const { paths, unreadable } = await findTexts(folder);
  const index = new TextIndex();
  const progress = showProgress(paths.length);
  for (const path of paths) {
    await index.add(folder, path);
    progress.advance();
  }
  progress.stop();
  if (index.size === 0)
    throw new InputError(`None of the ${paths.length} files under ${folder} can be read as text.`);

  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const megabytes = (index.bytes / 1e6).toFixed(1);
  console.log(
    `Indexed ${index.size} texts, ${megabytes} MB, under ${folder} in ${seconds} s (process ${process.pid})`,
  );
  if (index.skipped > 0) console.log(`Left out ${index.skipped} files: too large, not text, or not readable`);
  if (unreadable > 0) console.log(`Left out ${unreadable} folders that may not be read`);
  return index;
}

/** Says that all is ready, on the parent's descriptor where there is one; then waits for its end, or for a signal. */
async function untilToldToStop(path: string, parentFd: number | undefined): Promise<void> {
  const signals = [once(process, 'SIGINT'), once(process, 'SIGTERM')];
  if (parentFd === undefined) {
    console.log(`Serving on ${path}`);
    await Promise.race(signals);
    return;
  }
  const parent = new Socket({ fd: parentFd, readable: true, writable: true });
  // A parent that is gone already is noticed by writing to it; what matters is the end that follows.
  parent.on('error', () => {});
  const parentEnded = new Promise((resolve) => parent.once('close', resolve));
  parent.resume().write('ready\n');
  await Promise.race([...signals, parentEnded]);
  parent.destroy();
}
