// Faults of the environment, with the real limit set. What the machine does not let us set is skipped, and says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, Ground, program, without } from '../test/processes.js';
import type { Report } from './prey-process.js';

execFileSync('make', ['--silent', '-C', join(__dirname, '../native')]);

const ground = new Ground();
afterEach(() => ground.killAll());
afterAll(() => ground.remove());

/** Runs a test if the machine lets us do what the command does. */
function ifAllowed(command: string, ...args: string[]): jest.It {
  return spawnSync(command, args).status === 0 ? it : it.skip;
}

async function report(server: Child): Promise<Report> {
  server.process.stdin?.write('\n');
  return JSON.parse(await server.line()) as Report; // What prey-server.ts prints.
}

const mountAllowed = ['unshare', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'] as const;

describe('system calls that are forbidden', () => {
  const allowed = ifAllowed(without, 'io_uring', 'true');

  allowed.each(['io_uring', 'futex2', 'io_uring,futex2'])(
    '%s: everything works without them',
    async (calls) => {
      const { path } = await ground.serve(undefined, without, calls);
      expect(await ground.use(path, without, calls)).toBe('ok');
    },
  );

  allowed('memfd: a server refuses each session with a clear error, and goes on', async () => {
    const { server, path } = await ground.serve(undefined, without, 'memfd');
    expect(await ground.use(path)).toMatch(/hung up before the session was open/);
    expect(await report(server)).toMatchObject({ troubles: 0, sessions: 0, windows: 0 });
  });

  allowed.each([
    ['memfd', 'memfd_create'],
    ['seals', 'fcntl(F_ADD_SEALS)'],
  ])('%s: the error names the call', async (calls, name) => {
    const { path } = await ground.serve();
    const said = await ground.use(path, without, calls);
    expect(said).toContain('FlipcallError');
    expect(said).toContain(name);
    expect(said).toContain('EPERM');
  });

  allowed('seals: a client needs none, for it makes no windows', async () => {
    const path = ground.path();
    await ground.serve(path);
    const child = ground.start(without, 'seals', process.execPath, program('connect-once'), path);
    expect(await child.rest()).toEqual(['ok']);
  });
});

describe('limits of the process', () => {
  const prlimit = ifAllowed('prlimit', '--version');

  prlimit('a server without a descriptor left refuses, and serves again when there are some', async () => {
    const { server, path } = await ground.serve();
    const { descriptors } = await report(server);
    execFileSync('prlimit', ['--pid', String(server.process.pid), `--nofile=${descriptors + 5}:`]);
    const clients = Array.from({ length: 10 }, () =>
      ground.start(process.execPath, program('hold-on'), path),
    );
    const said = await Promise.all(clients.map((client) => client.line()));
    const refused = said.filter((line) => line !== 'connected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(10);
    expect(refused.filter((line) => !line.startsWith('FlipcallError'))).toEqual([]);
    for (const client of clients) client.process.kill('SIGKILL');
    await Promise.all(clients.map(({ exited }) => exited));
    expect(await ground.use(path)).toBe('ok');
    execFileSync('prlimit', ['--pid', String(server.process.pid), '--nofile=1024:']);
    expect(await report(server)).toMatchObject({ troubles: 0, sessions: 0, windows: 0 });
  });

  prlimit('a client without a descriptor left says so', async () => {
    const { path } = await ground.serve();
    const child = ground.start(process.execPath, program('connect-without-descriptors'), path);
    expect(await child.rest()).toEqual([expect.stringMatching(/^FlipcallError: .*EMFILE/), 'ok']);
  });

  prlimit('a window that memory does not suffice for is an error, and no crash', async () => {
    const child = ground.start(process.execPath, program('map-until-full'));
    expect(await child.rest()).toEqual([
      expect.stringMatching(/^FlipcallError: Mapping .*ENOMEM/),
      'goes on',
    ]);
    expect(await child.exited).toEqual({ code: 0, signal: null });
  });
});

describe('the file system', () => {
  const allowed = ifAllowed(...mountAllowed);

  allowed('a full one keeps the server from listening, with a clear error', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flipcall-full-'));
    const script = 'mount -t tmpfs -o size=4k,nr_inodes=1 none "$0" && exec "$@"';
    const args = [
      '--mount',
      'sh',
      '-c',
      script,
      folder,
      process.execPath,
      program('prey-server'),
      `${folder}/s.sock`,
    ];
    const { stderr } = spawnSync('unshare', args, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stderr).toMatch(/FlipcallError: Listening on .* failed: .*ENOSPC/);
  });

  // A sanitizer itself reads /proc.
  const unsanitized = process.env['ASAN_OPTIONS'] === undefined ? allowed : it.skip;
  unsanitized('a hidden /proc harms nobody', async () => {
    const hidden = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs none /proc && exec "$@"', 'sh'];
    const { path } = await ground.serve(undefined, ...hidden);
    expect(await ground.use(path, ...hidden)).toBe('ok');
  });
});

describe('processors', () => {
  ifAllowed(
    'taskset',
    '-c',
    '0',
    'true',
  )('one for both sides will do', async () => {
    const { path } = await ground.serve(undefined, 'taskset', '-c', '0');
    expect(await ground.use(path, 'taskset', '-c', '0')).toBe('ok');
  });

  const group = '/sys/fs/cgroup/cpu/flipcall-test';
  const quota = `mkdir -p ${group} && echo 20000 > ${group}/cpu.cfs_quota_us && echo $$ > ${group}/cgroup.procs`;
  ifAllowed(
    'sh',
    '-c',
    quota,
  )('a quota of a fifth of one will do', async () => {
    const limited = ['sh', '-c', `${quota} && exec "$@"`, 'sh'];
    const { path } = await ground.serve(undefined, ...limited);
    expect(await ground.use(path, ...limited)).toBe('ok');
  });
});

it('a clock that jumps moves no deadline', async () => {
  const { path } = await ground.serve();
  const child = ground.start(process.execPath, program('jumping-clock'), path);
  expect(await child.rest()).toEqual(['in time', 'too late']);
});
