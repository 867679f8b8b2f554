import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const client = join(__dirname, '../dist/client.js');

it('hands three requests and three responses over', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [client]);
  expect(stderr).toBe('');
  // Two processes write, each in its own order.
  const lines = (who: string) => stdout.split('\n').filter((line) => line.startsWith(who));
  expect(lines('client')).toEqual([0, 1, 2].map((i) => `client: received response ${i}`));
  expect(lines('server')).toEqual([0, 1, 2].map((i) => `server: received request ${i}`));
});

it.each([
  ['ends before it answers', '/bin/false'],
  ['is not there', '/nonexistent/server'],
])('does not wait for a server that %s', async (_, program) => {
  await expect(promisify(execFile)(process.execPath, [client, program])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ShutdownError'),
  });
});
