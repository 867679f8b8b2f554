import { statSync } from 'node:fs';
import type { GenerateResult, Generator } from '../generate.js';
import { EXIT } from './exit-codes.js';
import type { Surroundings } from './surroundings.js';

/** How long after a change to wait for others that belong to it, in milliseconds: editors save in several steps. */
const SETTLE_MS = 15;
/**
 * How long after it to look whether the file was changed again: chokidar tells nothing of a second change within 50 ms of the first.
 */
const LOOK_AGAIN_MS = 70;
const REHEARSALS = 2;

/** Generates again whenever a file changes that the last result depends on, until it is told to stop. */
export async function watch(
  generator: Generator,
  { stdout, signal }: Surroundings,
  finish: (result: GenerateResult) => Promise<number>,
): Promise<number> {
  const { watch: watchFiles } = await import('chokidar');
  const watched = new Set(generator.sources);
  const atFirst = versionsOf(watched);
  rehearse(generator);
  const watcher = watchFiles([...watched], { ignoreInitial: true });
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let lookAgain: NodeJS.Timeout | undefined;

  const again = async (): Promise<void> => {
    const read = versionsOf(changed);
    generator.refresh([...changed]);
    changed.clear();
    lookAgain = setTimeout(() => {
      for (const path of outdated(read)) onChange(path);
    }, LOOK_AGAIN_MS);
    const started = performance.now();
    const result = generator.generate();
    await finish(result);
    const { length } = result.renewed;
    const of = `${length} ${length === 1 ? 'file' : 'files'}`;
    stdout.write(`generated ${of} in ${Math.round(performance.now() - started)} ms; watching\n`);
    // To watch a file anew would overlook what happens to it meanwhile.
    const added = generator.sources.filter((file) => !watched.has(file));
    for (const file of added) watched.add(file);
    watcher.add(added);
  };
  const onChange = (path: string): void => {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => void again(), SETTLE_MS);
  };
  watcher.on('all', (_event, path) => onChange(path));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  // Nobody told of what happened before.
  for (const path of outdated(atFirst)) onChange(path);
  stdout.write('watching for changes; press Ctrl-C to stop\n');
  await new Promise<void>((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve());
  });
  clearTimeout(timer);
  clearTimeout(lookAgain);
  await watcher.close();
  return EXIT.done;
}

/** Until V8 has compiled it well a refresh takes half as long again: better now than when somebody waits for it. */
function rehearse(generator: Generator): void {
  for (let rehearsals = 0; rehearsals < REHEARSALS; rehearsals++) {
    generator.refresh(generator.sources.slice(0, 1));
    generator.generate();
  }
}

type Versions = ReadonlyMap<string, string | undefined>;

function versionsOf(paths: Iterable<string>): Versions {
  return new Map([...paths].map((path) => [path, versionOf(path)]));
}

/** The files that were written since. */
function outdated(versions: Versions): string[] {
  return [...versions].filter(([path, version]) => versionOf(path) !== version).map(([path]) => path);
}

/** Another text each time that the file is written; none if there is no file. */
function versionOf(path: string): string | undefined {
  const { mtimeNs, ino } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
  return mtimeNs === undefined ? undefined : `${mtimeNs} ${ino}`;
}
