import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Run } from '../run.js';
import { benchmarksPage } from './benchmarks-page.js';
import { charts } from './charts.js';
import { costs } from './costs.js';
import { curves } from './curves.js';
import { limits } from './limits.js';
import { replaceBlock } from './markdown.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Pages whose words are written by hand, and the figures in them by us. */
const blocks = [
  { page: 'README.md', name: 'what it costs', text: costs },
  { page: 'docs/hot-warm-cold.md', name: 'curves', text: curves },
  { page: 'docs/when-not-to-use-flipcall.md', name: 'limits', text: limits },
];

/** Writes `docs/benchmarks/` and the blocks; returns the files that it wrote. */
export async function writeReport(run: Run): Promise<readonly string[]> {
  const written: string[] = [];
  const write = (file: string, text: string): void => {
    writeFileSync(join(root, file), text);
    written.push(file);
  };
  mkdirSync(join(root, 'docs/benchmarks'), { recursive: true });
  const measured = new Set(run.results.map(({ scenario }) => scenario));
  for (const { file, scenario, draw } of charts) {
    if (measured.has(scenario)) write(`docs/benchmarks/${file}`, draw(run.results));
  }
  write('docs/benchmarks/README.md', benchmarksPage(run, versions()));
  write('docs/benchmarks/results.json', `${JSON.stringify(run, null, 2)}\n`);
  for (const { page, name, text } of blocks) {
    write(page, replaceBlock(readFileSync(join(root, page), 'utf8'), name, text(run)));
  }
  return written;
}

/** Of the libraries that take part. */
function versions(): Record<string, string> {
  const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
  const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(root, 'bench/package.json'), 'utf8')));
  const drawing = ['@observablehq/plot', 'linkedom'];
  return Object.fromEntries(
    Object.entries(dependencies).filter(
      ([name, version]) => !version.startsWith('workspace:') && !drawing.includes(name),
    ),
  );
}
