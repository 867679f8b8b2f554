import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Serves and calls in one process: what arrives as it should, and what does not. */
const PROGRAM = `
import { Server } from '@flipcall/rpc';
import { memoryPair } from '@flipcall/rpc/testing';
import { createSearchClient, createSearchSyncClient, Search } from './dist/gen/search.flipcall.js';

let result = { total: 1, hits: [{ path: 'a', score: 1.5, snippet: 'b', marks: [[0, 1]] }] };
const pair = memoryPair({ server: new Server().add(Search, { find: () => result, describe: () => null }) });
const messageOf = async (promise) => promise.then(() => 'nothing thrown', (error) => error.message);
const client = createSearchClient(pair.client);
console.log(JSON.stringify(await client.find('word')));
console.log(JSON.stringify(createSearchSyncClient(pair.client).find('word', 1)));
console.log(await messageOf(client.find(7)));
result = { total: 1, hits: [{ path: 'a', score: 'b' }] };
console.log(await messageOf(client.find('word')));
try {
  new Function('')();
  console.log('code may be made of strings');
} catch (error) {
  console.log(error.name);
}
pair.client.close();
`;

describe('generated code', () => {
  it('runs where no code may be made of strings', async () => {
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', PROGRAM];
    const { stdout } = await run(process.execPath, flags, {
      cwd: join(__dirname, '../../../examples/search'),
    });
    const found = '{"total":1,"hits":[{"path":"a","score":1.5,"snippet":"b","marks":[[0,1]]}]}';
    expect(stdout.split('\n')).toEqual([
      found,
      found,
      'Search/find: argument 1 (query): expected string, received number',
      expect.stringMatching(/^Search\/find: result\.hits\[0\]\.score: expected number; /),
      'EvalError',
      '',
    ]);
  });
});
