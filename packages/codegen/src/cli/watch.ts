import type { GenerateResult, Generator } from '../generate.js';
import { EXIT } from './exit-codes.js';
import type { Surroundings } from './surroundings.js';

/**
 * How long after a change to wait for others that belong to it, in milliseconds: editors save in several steps, and
 * formatters once more. chokidar tells nothing of a second change within 50 ms, so this must be longer.
 */
const SETTLE_MS = 60;

/** Generates again whenever a file changes that the last result depends on, until it is told to stop. */
export async function watch(
  generator: Generator,
  { stdout, signal }: Surroundings,
  finish: (result: GenerateResult) => Promise<number>,
): Promise<number> {
  const { watch: watchFiles } = await import('chokidar');
  const watched = new Set(generator.sources);
  const watcher = watchFiles([...watched], { ignoreInitial: true });
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const again = async (): Promise<void> => {
    generator.refresh([...changed]);
    changed.clear();
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
  watcher.on('all', (_event, path) => {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => void again(), SETTLE_MS);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  stdout.write('watching for changes; press Ctrl-C to stop\n');
  await new Promise<void>((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve());
  });
  clearTimeout(timer);
  await watcher.close();
  return EXIT.done;
}
