import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CodeBlock, codeBlocks } from './code-blocks.js';
import { GuideProject } from './guide-project.js';

/**
 * A guide is followed from top to bottom, in a project of its own:
 *
 * - ` ```ts file=src/api.ts ` is written to that file, whatever its language is.
 * - ` ```sh run ` is run, each block as one script. Those come after all files, in their order.
 * - ` ```ts ` is compiled with everything else, under the settings of this repository.
 * - ` ```ts run ` is compiled, and then run; with a name (` file= `) or without.
 * - ` ```text output ` is what the block before it writes.
 *
 * Blocks of other languages, and `sh` blocks without `run`, are read only. `ts` blocks have no way out.
 */
const GUIDES = join(__dirname, 'guides');
const guides = readdirSync(GUIDES).filter((name) => name.endsWith('.md'));

describe.each(guides)('the guide %s', (guide) => {
  const page = readFileSync(join(GUIDES, guide), 'utf8');
  const blocks = codeBlocks(page);

  it('does what it says', async () => {
    using project = new GuideProject();
    const sources = new Map(blocks.filter(isSource).map((block) => [block, fileOf(block)]));
    for (const [block, file] of sources) project.write(file, block.text);
    for (const block of blocks) {
      if (block.language === 'sh' && block.words.has('run'))
        await follow(project, block, ['sh', '-ec', block.text]);
    }
    if ([...sources.values()].some((file) => file.endsWith('.ts'))) {
      expect(await project.run('tsc', '--project', '.')).toEqual({ code: 0, output: '' });
    }
    for (const [block, file] of sources) {
      if (block.words.has('run')) await follow(project, block, ['node', file.replace(/\.ts$/, '.js')]);
    }
  }, 120_000);

  it('links to files and chapters that exist', () => {
    const chapters = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => anchorOf(title));
    for (const [, target = ''] of page.matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', chapter] = target.split('#');
      const exists = file === '' ? chapters.includes(chapter ?? '') : existsSync(join(GUIDES, file));
      expect(exists ? target : `${target} is missing`).toBe(target);
    }
  });

  /** Runs what a block says, and compares what it wrote with the block after it, if that shows it. */
  async function follow(
    project: GuideProject,
    block: CodeBlock,
    [program = '', ...args]: string[],
  ): Promise<void> {
    const { code, output } = await project.run(program, ...args);
    const shown = blocks[blocks.indexOf(block) + 1];
    const isShown = shown?.words.has('output') === true;
    const at = `${guide}:${block.line}`;
    expect({ at, code, output: isShown || code !== 0 ? output : '' }).toEqual({
      at,
      code: 0,
      output: isShown ? shown.text : '',
    });
  }
});

function isSource({ language, words }: CodeBlock): boolean {
  return language === 'ts' || words.has('file');
}

function fileOf({ line, words }: CodeBlock): string {
  const file = words.get('file');
  if (typeof file !== 'string') return `line-${line}.ts`;
  if (dirname(file).startsWith('..')) throw new Error(`${file} lies outside of the project`);
  return file;
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
