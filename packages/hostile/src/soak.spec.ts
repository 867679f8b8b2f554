import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A short form of `npm run soak`. */
it('memory, handles and descriptors stay flat under a mixed load', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.cjs', 'soak', '--minutes', '0.15'],
    { cwd: join(__dirname, '../../..'), encoding: 'utf8', timeout: 110_000 },
  );
  expect({ status, problems: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, problems: '' });
}, 120_000);
