import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A short form of `npm run chaos`. */
it('calls end when their process is killed, survivors go on, and nothing is left over', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.cjs', 'chaos', '--kills', '30', '--seed', '1'],
    { cwd: join(__dirname, '../../..'), encoding: 'utf8', timeout: 170_000 },
  );
  expect({ status, problems: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, problems: '' });
}, 180_000);
