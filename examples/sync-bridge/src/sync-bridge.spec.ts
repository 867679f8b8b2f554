import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const example = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'sync-bridge-'));
afterAll(() => rmSync(folder, { recursive: true }));

const block = (language: string, code: string): string => `\`\`\`${language}\n${code}\`\`\`\n`;

test('code in a Markdown file is formatted, and what is no code, unknown or malformed stays as it is', async () => {
  const path = join(folder, 'text.md');
  const before = [
    '# Some  text\n',
    block('ts', 'const  x = {a:1,\n b:2}\n'),
    block('json', '{"a":[1,2]}\n'),
    block('nothing', 'as  it is\n'),
    block('ts', 'const y = 1;\nconst = ;\n'),
  ];
  writeFileSync(path, before.join('\n'));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['dist/main.js', path], {
    cwd: example,
  });
  const after = [...before];
  after[1] = block('ts', 'const x = { a: 1, b: 2 };\n');
  after[2] = block('json', '{ "a": [1, 2] }\n');
  expect(stdout).toBe(after.join('\n'));
  expect(stderr).toBe(`${path}: a block of ts is malformed in its line 2\n`);
});

test('the files stay small', () => {
  const sources = readdirSync(join(example, 'src')).filter((file) => /^[a-z-]+\.ts$/.test(file));
  expect(sources).toHaveLength(4);
  for (const file of sources) {
    expect(readFileSync(join(example, 'src', file), 'utf8').split('\n').length).toBeLessThanOrEqual(30);
  }
});
