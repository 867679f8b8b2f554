import { styleText } from 'node:util';
import { connect } from '@flipcall/rpc';
import { readArguments } from './arguments.js';
import { InputError } from './find-texts.js';
import { createSearchClient, createSearchSyncClient } from './gen/search.flipcall.js';
import { connectJson } from './json-socket.js';
import { main } from './main.js';
import { medians } from './medians.js';
import { bars, duration, hitLines } from './print.js';
import type { Found } from './search.js';

/** `client.js --path SOCKET --query "..."`: searches through a server that runs on its own, and times it. */
await main(async () => {
  const { path, queries } = readArguments(process.argv.slice(2));
  if (path === undefined) throw new InputError('Say with --path where the server is.');
  const session = await connect(path);
  const search = createSearchClient(session);

  console.log(`Searching from process ${process.pid}`);
  let someText: string | undefined;
  for (const query of queries) {
    const start = performance.now();
    const found: Found = await search.find(query);
    const microseconds = (performance.now() - start) * 1000;
    someText ??= found.hits[0]?.path;
    console.log(
      `\n${styleText('bold', query)}  ${found.total} ${found.total === 1 ? 'text' : 'texts'}, ${duration(microseconds)}`,
    );
    for (const line of hitLines(found)) console.log(line);
  }

  const text = someText ?? 'README.md';
  const blocking = createSearchSyncClient(session);
  const json = await connectJson(`${path}.json`);
  const ways = [
    { name: 'flipcall, blocking', call: () => blocking.describe(text) },
    { name: 'flipcall, awaited', call: () => search.describe(text) },
    { name: 'JSON over a Unix socket', call: () => json.describe(text) },
  ];
  const measured = await medians(ways);
  console.log(`\nOne call, describe('${text}'), median of this run:`);
  for (const line of bars(ways.map(({ name }, index) => ({ name, microseconds: measured[index] ?? 0 })))) {
    console.log(line);
  }
  json.close();
  session.close();
  return 0;
});
