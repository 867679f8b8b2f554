import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Serves and calls in one process, in which nobody can import zod, and tells after each step whether it was required. */
const PROGRAM = `
import { createRequire, register } from 'node:module';
const refuse = "export const resolve = (name, context, next) => { if (name === 'zod') throw new Error(name); return next(name, context); }";
register('data:text/javascript,' + encodeURIComponent(refuse));
const { cache } = createRequire(import.meta.url);
const isLoaded = () => Object.keys(cache).some((path) => /[/]zod[/]/.test(path));

const { memoryPair } = await import('@flipcall/rpc/testing');
const { createOwnClient, createOwnSyncClient } = await import('./dist/gen/own.flipcall.js');
const { newServer } = await import('./dist/new-server.js');
const pair = memoryPair({ server: newServer() });
await pair.client.greeted;
const client = createOwnClient(pair.client);
const blocking = createOwnSyncClient(pair.client);
console.log(await client.greet('Ada'), isLoaded());
console.log(blocking.greet('Ada'), isLoaded());
const refused = () => {
  try {
    return blocking.greet(7);
  } catch (error) {
    return error.message;
  }
};
console.log(refused(), isLoaded());
process.exit();
`;

test('zod is loaded when a value is refused, in the middle of a call that blocks, and not before', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    cwd: join(__dirname, '..'),
  });
  expect(stdout.trim().split('\n')).toEqual([
    'the server greets Ada false',
    'the server greets Ada false',
    'Own/greet: argument 1 (name): expected string, received number true',
  ]);
});
