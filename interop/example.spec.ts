import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

it("the example's client speaks to the example's server in Go", async () => {
  const client = join(__dirname, '../examples/raw/dist/client.js');
  const server = join(__dirname, 'build/example-server');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [client, server]);
  expect(stderr).toBe('');
  const lines = (who: string) => stdout.split('\n').filter((line) => line.startsWith(who));
  expect(lines('client')).toEqual([0, 1, 2].map((i) => `client: received response ${i}`));
  expect(lines('server')).toEqual([0, 1, 2].map((i) => `server: received request ${i}`));
});
