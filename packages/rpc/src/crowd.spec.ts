import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Conformance, conformanceHandlers } from '../test/conformance-service.js';
import { Server } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-crowd-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BUSY_CALLS = 5000;
const LIGHT_CALLS = 50;

it('more client processes than CPUs are all answered, those that call now and then too', async () => {
  const path = join(folder, 'crowd.sock');
  const server = new Server().add(Conformance, conformanceHandlers());
  await server.listen({ path });
  const test = join(__dirname, '../test');
  const client = async (...args: string[]): Promise<string> => {
    const script = [join(test, 'run-typescript.cjs'), join(test, 'crowd-client.ts')];
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      ...script,
      path,
      ...args,
    ]);
    return stdout;
  };
  const crowd = Array.from({ length: availableParallelism() + 2 }, () => client(`${BUSY_CALLS}`));
  const light = [client(`${LIGHT_CALLS}`, '3'), client(`${LIGHT_CALLS}`, '7')];
  expect(await Promise.all(crowd)).toEqual(crowd.map(() => `${BUSY_CALLS}`));
  expect(await Promise.all(light)).toEqual(light.map(() => `${LIGHT_CALLS}`));
  await server.close();
}, 60_000);
