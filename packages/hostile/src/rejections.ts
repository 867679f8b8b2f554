// How soon pending calls fail after their server was killed, on a machine that does nothing else. Usage: rejections.js [kills]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@flipcall/rpc';
import { createPreyClient } from './gen/prey.flipcall.js';
import { percentile } from './honest-client.js';
import { PreyProcess } from './prey-process.js';

const kills = Number(process.argv[2] ?? 40);
const PENDING = 50;
const folder = mkdtempSync(join(tmpdir(), 'flipcall-rejections-'));
const tookMs: number[] = [];
for (let kill = 0; kill < kills; kill++) {
  const path = join(folder, `${kill}.sock`);
  const prey = await PreyProcess.start(path);
  const client = createPreyClient(await connect(path));
  let killedAt = 0;
  const pending = Array.from({ length: PENDING }, () =>
    client.later(10_000_000).catch(() => tookMs.push(performance.now() - killedAt)),
  );
  await client.echo({ name: 'all are under way', list: [] });
  killedAt = performance.now();
  prey.kill();
  await Promise.all(pending);
}
rmSync(folder, { recursive: true, force: true });
const figures = [0.5, 0.99, 1].map((part) => percentile(tookMs, part).toFixed(2)).join(' / ');
console.log(`${kills} kills, ${tookMs.length} calls rejected ${figures} ms afterwards (p50 / p99 / max)`);
