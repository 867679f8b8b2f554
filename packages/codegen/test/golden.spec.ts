import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { generate } from '../src/generate.js';
import { writeFiles } from '../src/write-files.js';

const GOLDEN = join(__dirname, 'golden');
const ROOT = join(__dirname, '../../..');

/** `UPDATE_GOLDEN=1 jest packages/codegen/test/golden` writes the files anew; look at the difference before it is committed. */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

const SOURCES = [
  'hello/greeter.ts',
  'types/shapes.ts',
  'enums/colors.ts',
  'kinds/streams.ts',
  'kinds/errors.ts',
  'kinds/live.ts',
];

describe('the committed output', () => {
  it.each(SOURCES)('of %s is what its source gives today', (source) => {
    const { files, diagnostics } = generate({
      files: [join(GOLDEN, source)],
      outDir: join(GOLDEN, dirname(source), 'gen'),
    });
    expect(diagnostics).toEqual([]);
    if (UPDATE) writeFiles(files);
    for (const { path, text } of files) {
      expect(`${relative(GOLDEN, path)}\n${text}`).toBe(
        `${relative(GOLDEN, path)}\n${readFileSync(path, 'utf8')}`,
      );
    }
    expect(files).toHaveLength(1);
  });

  it.each(['.', 'enums', 'kinds'])('in %s passes the strictest settings of TypeScript', async (folder) => {
    await expect(typeCheck(join(GOLDEN, folder))).resolves.toBe('');
  });
});

/** What the compiler has to say about a project. */
async function typeCheck(project: string): Promise<string> {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '--project', project]);
    return stdout;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}
