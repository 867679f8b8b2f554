import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findTexts } from './find-texts.js';
import { plainText } from './plain-text.js';
import { snippetOf } from './snippet.js';
import { TextIndex } from './text-index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'search-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function indexed(): Promise<TextIndex> {
  const index = new TextIndex();
  for (const path of (await findTexts(folder)).paths) await index.add(folder, path);
  return index;
}

describe('finding texts', () => {
  test('READMEs and licences are found at any depth, and nothing else', async () => {
    for (const path of ['README', 'a/readme.md', 'a/b/LICENCE.txt', '.x/y/license-MIT', 'COPYING.LESSER'])
      write(path, 'x');
    for (const path of ['index.js', 'a/READMEs.md', 'my-license.md']) write(path, 'x');
    expect(await findTexts(folder)).toEqual({
      paths: ['.x/y/license-MIT', 'COPYING.LESSER', 'README', 'a/b/LICENCE.txt', 'a/readme.md'],
      unreadable: 0,
    });
  });

  test('links are not followed, not even in a circle', async () => {
    write('.pnpm/a@1/node_modules/a/README.md', 'x');
    symlinkSync('.pnpm/a@1/node_modules/a', join(folder, 'a'));
    symlinkSync('..', join(folder, '.pnpm/up'));
    expect((await findTexts(folder)).paths).toEqual(['.pnpm/a@1/node_modules/a/README.md']);
  });

  test('a folder that is not there is named', async () => {
    await expect(findTexts(join(folder, 'nowhere'))).rejects.toThrow(/no directory .*nowhere: check --dir/);
  });

  test('a file in place of a folder is named', async () => {
    write('README', 'x');
    await expect(findTexts(join(folder, 'README'))).rejects.toThrow(/README is a file/);
  });

  test('a folder with nothing to index is refused', async () => {
    write('index.js', 'x');
    await expect(findTexts(folder)).rejects.toThrow(/nothing to index under/);
  });

  test('a folder that may not be read is refused, one inside is counted', async () => {
    write('closed/README', 'x');
    write('README', 'x');
    chmodSync(join(folder, 'closed'), 0o000);
    chmodSync(folder, 0o755);
    await asNobody(async () => {
      await expect(findTexts(join(folder, 'closed'))).rejects.toThrow(/closed may not be read/);
      expect(await findTexts(folder)).toEqual({ paths: ['README'], unreadable: 1 });
    });
  });
});

/** Does `work` without root's right to read everything. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('reading texts', () => {
  test('what is left of Markdown and HTML is its prose', () => {
    const text =
      '# Title\n<p align="x">**Bold** [link](http://x.y) ![badge](z.svg)</p>\n\n<!-- no\n -->\n- `code`\n[1]: http://a\n';
    expect(plainText(Buffer.from(text))).toBe('Title Bold link code');
  });

  test('binary and huge files are no texts', () => {
    expect(plainText(Buffer.from([65, 0, 66]))).toBeUndefined();
    expect(plainText(Buffer.alloc(1024 * 1024 + 1, 'a'))).toBeUndefined();
  });
});

describe('searching', () => {
  test('the text that fits best comes first, named by its package', async () => {
    write('.pnpm/a@1/node_modules/a/README.md', 'A queue. It can wait.');
    write('.pnpm/b@1/node_modules/@s/b/README.md', 'A ring buffer, a fast ring buffer in shared memory.');
    write(
      '.pnpm/c@1/node_modules/c/README.md',
      `Something else entirely, ${'long and '.repeat(50)} a buffer, a ring.`,
    );
    const { total, hits } = (await indexed()).find('ring buffer', 1);
    expect(total).toBe(2);
    expect(hits.map(({ path }) => path)).toEqual(['@s/b/README.md']);
  });

  test('a copy of a text is indexed once, files that are no text are counted', async () => {
    write('.pnpm/a@1_x/node_modules/a/README.md', 'same');
    write('.pnpm/a@1_y/node_modules/a/README.md', 'same');
    write('LICENSE', Buffer.from([0]));
    const index = await indexed();
    expect([index.size, index.skipped]).toEqual([1, 1]);
  });

  test('a text is described by what it is known as', async () => {
    write('README.md', 'one two three');
    const index = await indexed();
    expect(index.describe('README.md')).toEqual({ path: 'README.md', bytes: 13, words: 3 });
    expect(index.describe('nowhere')).toBeNull();
  });
});

describe('snippets', () => {
  test('a snippet shows where most of the words stand together, and marks them', () => {
    const text = `ring ${'x '.repeat(200)}a fast ring buffer (shared) ${'y '.repeat(200)}`;
    const { text: shown, marks } = snippetOf(text, ['ring', 'buffer']);
    expect(shown).toMatch(/^… .*a fast ring buffer \(shared\).* …$/);
    expect(marks.map(([start, end]) => shown.slice(start, end))).toEqual(['ring', 'buffer']);
  });

  test('a word that stands inside of another is not marked, and signs are taken literally', () => {
    expect(snippetOf('string c++ ring', ['ring', 'c++']).marks).toEqual([
      [7, 10],
      [11, 15],
    ]);
    expect(snippetOf('nothing of it', ['ring']).marks).toEqual([]);
  });
});
