import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** A short form of `npm run fuzz`, always with the same seed; the long one finds more. */
it('hostile peers and hostile bytes find nothing in some seconds', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.cjs', 'fuzz', '--seconds', '12', '--seed', '1'],
    { cwd: root, encoding: 'utf8', timeout: 120_000 },
  );
  expect({ status, problems: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, problems: '' });
}, 150_000);
