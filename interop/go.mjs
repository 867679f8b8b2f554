// Finds Go and gVisor's package, and builds programs with them. gVisor does not publish pkg/flipcall in a form that
// `go get` can build; Debian ships its sources, outside of Go's modules.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

const FLIPCALL = 'src/gvisor.dev/gvisor/pkg/flipcall';

/** What to do where something is missing. */
export const HOW_TO_GET_IT = 'apt-get install golang-go golang-gvisor-gvisor-dev';

/**
 * @returns {string | undefined} the folder on GOPATH that holds gVisor's sources, undefined where Go or they are missing
 */
export function findGopath() {
  if (spawnSync('go', ['version']).status !== 0) return undefined;
  return candidates().find((folder) => folder !== '' && existsSync(`${folder}/${FLIPCALL}/flipcall.go`));
}

/** @returns {string[]} the user's own folders first, then where Debian's package says that it put its files */
function candidates() {
  const own = (process.env['GOPATH'] ?? '').split(':');
  const listed = spawnSync('dpkg-query', ['--listfiles', 'golang-gvisor-gvisor-dev'], { encoding: 'utf8' });
  const file = (listed.stdout ?? '').split('\n').find((line) => line.endsWith(`${FLIPCALL}/flipcall.go`));
  return file === undefined ? own : [...own, dirname(file).slice(0, -FLIPCALL.length - 1)];
}

/**
 * Builds the Go program in `folder` into the file `output`; Go itself knows what is up to date.
 *
 * @param {string} gopath
 * @param {string} folder
 * @param {string} output
 */
export function buildGo(gopath, folder, output) {
  const { status, stderr, error } = spawnSync('go', ['build', '-o', output, '.'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GO111MODULE: 'off', GOPATH: gopath, GOFLAGS: '' },
  });
  if (status !== 0) throw new Error(`${folder} does not compile:\n${error?.message ?? stderr}`);
}
