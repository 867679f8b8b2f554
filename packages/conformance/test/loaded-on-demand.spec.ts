import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a program prints, in lines, that cannot import these packages. */
async function run(refused: readonly string[], program: string): Promise<string[]> {
  const hook = `
    export const resolve = (name, context, next) => {
      if (${JSON.stringify(refused)}.includes(name)) throw new Error(name + ' was imported');
      return next(name, context);
    };`;
  const whole = `
    import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));
    ${program}
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', whole], {
    cwd: join(__dirname, '..'),
  });
  return stdout.trim().split('\n');
}

test('zod is loaded when a value is refused, in the middle of a call that blocks, and not before', async () => {
  const lines = await run(
    ['zod'],
    `
    const { createRequire } = await import('node:module');
    const { cache } = createRequire(process.cwd() + '/');
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
    try {
      blocking.greet(7);
    } catch (error) {
      console.log(error.message, isLoaded());
    }`,
  );
  expect(lines).toEqual([
    'the server greets Ada false',
    'the server greets Ada false',
    'Own/greet: argument 1 (name): expected string, received number true',
  ]);
});

test('a server loads zod before it listens, so that nobody waits for it when somebody else is refused', async () => {
  const lines = await run(
    [],
    `
    const { createRequire } = await import('node:module');
    const { cache } = createRequire(process.cwd() + '/');
    const isLoaded = () => Object.keys(cache).some((path) => /[/]zod[/]/.test(path));
    const { newServer } = await import('./dist/new-server.js');
    const server = newServer();
    console.log(isLoaded());
    await server.listen({ path: '${join(tmpdir(), `flipcall-loaded-${process.pid}`)}' });
    console.log(isLoaded());
    await server.close();`,
  );
  expect(lines).toEqual(['false', 'true']);
});

test('a test in memory loads no addon', async () => {
  const lines = await run(
    ['@flipcall/core', '@flipcall/native'],
    `
    const { FakePeer } = await import('@flipcall/rpc/testing');
    const { createOwnClient, Own } = await import('./dist/gen/own.flipcall.js');
    const peer = new FakePeer().answer(Own, { greet: (who) => 'hello ' + who });
    console.log(await createOwnClient(peer.session).greet('Ada'));`,
  );
  expect(lines).toEqual(['hello Ada']);
});
