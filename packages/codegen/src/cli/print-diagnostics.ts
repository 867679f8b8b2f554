import { relative } from 'node:path';
import { styleText } from 'node:util';
import { codeFrame } from '../code-frame.js';
import type { Diagnostic } from '../diagnostic.js';
import type { Output, Surroundings } from './surroundings.js';

/** How diagnostics are written: for people, for programs, or so that GitHub shows them beside the code. */
export const FORMATS = ['pretty', 'json', 'github'] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];

/** Writes diagnostics: for people to the error output, for programs to the other. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: Format,
  { stdout, stderr, cwd }: Surroundings,
): void {
  const relatively = diagnostics.map((each) => ({ ...each, shown: each.file && relative(cwd, each.file) }));
  switch (format) {
    case 'pretty': {
      for (const group of inOnePlace(relatively)) stderr.write(`${pretty(group, painter(stderr))}\n`);
      const count = diagnostics.length === 1 ? '1 error' : `${diagnostics.length} errors`;
      stderr.write(`${count}; nothing was written.\n`);
      break;
    }
    case 'json': {
      const plain = relatively.map(({ shown, ...diagnostic }) => ({ ...diagnostic, file: shown ?? null }));
      stdout.write(`${JSON.stringify({ diagnostics: plain }, null, 2)}\n`);
      break;
    }
    case 'github':
      for (const diagnostic of relatively) stdout.write(`${workflowCommand(diagnostic)}\n`);
      break;
    default:
      throw new TypeError(`unknown format ${format satisfies never}`);
  }
}

type Shown = Diagnostic & { readonly shown: string | undefined };
type Paint = (style: 'red' | 'cyan' | 'dim' | 'bold', text: string) => string;

/** Colours only where a person looks at a terminal and has not asked for none. */
function painter(output: Output): Paint {
  const inColour = output.isTTY === true && !process.env['NO_COLOR'];
  return (style, text) => (inColour ? styleText(style, text) : text);
}

/** How many of a kind are told of, where a type that is mentioned in one place has many. */
const SHOWN_OF_A_KIND = 4;

/** A large type may be refused for many of its members, all of which the same line mentions. */
function inOnePlace(all: readonly Shown[]): readonly (readonly [Shown, ...Shown[]])[] {
  const groups = new Map<string, [Shown, ...Shown[]]>();
  for (const each of all) {
    const key = JSON.stringify([each.file, each.line, each.column, each.code, each.hint]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

function pretty([diagnostic, ...others]: readonly [Shown, ...Shown[]], paint: Paint): string {
  const { shown, line, column, code, message, hint } = diagnostic;
  const place = shown === undefined ? '' : paint('bold', `${shown}${line > 0 ? `:${line}:${column}` : ''}: `);
  const head = `${place}${paint('red', `error ${code}:`)} ${message}`;
  const frame = codeFrame(diagnostic);
  const shownFrame =
    frame === undefined
      ? []
      : [
          `  ${paint('dim', frame.gutter)}${frame.text}`,
          `  ${paint('dim', frame.emptyGutter)}${frame.before}${paint('red', frame.mark)}`,
        ];
  const more = others.slice(0, SHOWN_OF_A_KIND).map((other) => `  ${paint('red', 'also:')} ${other.message}`);
  const left = others.length - more.length;
  if (left > 0)
    more.push(`  ${paint('red', 'also:')} ${left} more of this kind here (--format json lists them)`);
  return [head, ...shownFrame, ...more, `  ${paint('cyan', 'hint:')} ${hint}`, ''].join('\n');
}

/** The line that GitHub's runner understands, with what has a meaning in it escaped. */
function workflowCommand({ shown, line, column, code, message, hint }: Shown): string {
  const escaped = (text: string): string =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = shown === undefined ? [] : [`file=${property(shown)}`];
  if (line > 0) place.push(`line=${line}`, `col=${column}`);
  return `::error ${[...place, `title=flipcall ${code}`].join(',')}::${escaped(`${message} ${hint}`)}`;
}
