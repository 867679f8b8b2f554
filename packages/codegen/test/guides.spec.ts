import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../src/breaking/find-changes.js';
import { STRING_FORMATS } from '../src/constraint.js';
import { DIAGNOSTIC_CODES } from '../src/diagnostic.js';
import { LIVE_LANGUAGE } from './support/live-language.js';
import { TYPE_LANGUAGE } from './support/type-language.js';

const GUIDES = join(__dirname, '../../../docs/guides');

const code = (text: string): string => `\`\` ${text.replaceAll('|', '\\|')} \`\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The parts of the guides that are made from what the tests and the sources say. */
const PARTS = [
  {
    guide: 'what-can-cross.md',
    part: 'types',
    text: table(
      ['what', 'such as'],
      TYPE_LANGUAGE.map(({ name, type, source }) => [
        name,
        code(source === undefined ? type : oneLine(source)),
      ]),
    ),
  },
  {
    guide: 'what-can-cross.md',
    part: 'live',
    text: table(
      ['what', 'such as'],
      LIVE_LANGUAGE.map(({ name, method, source }) => [
        name.replaceAll('|', '\\|'),
        code(source === undefined ? `m${method}` : `${oneLine(source)} m${method}`),
      ]),
    ),
  },
  {
    guide: 'what-can-cross.md',
    part: 'formats',
    text: `Formats: ${Object.keys(STRING_FORMATS)
      .map((name) => `\`${name}\``)
      .join(', ')}.`,
  },
  {
    guide: 'what-can-cross.md',
    part: 'codes',
    text: table(['code', 'meaning'], Object.entries(DIAGNOSTIC_CODES)),
  },
  {
    guide: 'evolving-a-service.md',
    part: 'rules',
    text: table(
      ['change', 'severity'],
      Object.entries(RULES).map(([rule, severity]) => [`\`${rule}\``, severity]),
    ),
  },
] as const;

describe('the guides', () => {
  it.each(PARTS)('say in $guide what the tests say of $part', ({ guide, part, text }) => {
    const path = join(GUIDES, guide);
    const written = readFileSync(path, 'utf8');
    const section = new RegExp(`(<!-- ${part}:.*-->\\n)[^]*?(<!-- end -->)`);
    expect(written).toMatch(section);
    const fresh = written.replace(section, (_, start: string, end: string) => `${start}\n${text}\n\n${end}`);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, fresh);
    expect(readFileSync(path, 'utf8')).toBe(fresh);
  });
});

function oneLine(source: string): string {
  return source.replaceAll(/\s+/g, ' ').trim();
}
