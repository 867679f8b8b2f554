import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { promiseClient } from '../test/conformance-service.js';
import { killPeers, startPeer } from '../test/peer-process.js';
import { connect } from './connect.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-flood-'));
afterEach(killPeers);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a server that is flooded with connections', () => {
  it('goes on answering those that are in, and lets the next one in', async () => {
    const path = join(folder, 'flooded.sock');
    await startPeer('conformance-peer.ts', path);
    const client = await connect(path);
    const call = promiseClient(client);
    const flood = new Worker(join(__dirname, '../test/run-typescript.cjs'), {
      argv: [join(__dirname, '../test/flood.ts'), path, '3000'],
    });
    let flooding = true;
    const over = once(flood, 'message').finally(() => {
      flooding = false;
    });
    over.catch(() => undefined); // Awaited below.
    await once(flood, 'online');
    let answered = 0;
    while (flooding) {
      expect(await call('soon', [answered])).toBe(answered);
      answered++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await over;
    expect(answered).toBeGreaterThan(0);
    const late = await connect({ path, waitForReady: 30_000 });
    expect(await promiseClient(late)('echo', ['in'])).toBe('in');
    late.close();
    client.close();
  });
});
