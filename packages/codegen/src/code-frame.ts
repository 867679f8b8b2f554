import { readFileSync } from 'node:fs';
import type { Diagnostic } from './diagnostic.js';

/** The line that a diagnostic means, and what marks the spot below it. */
export interface CodeFrame {
  /** `12 | `. */
  readonly gutter: string;
  readonly text: string;
  /** As wide as `gutter`. */
  readonly emptyGutter: string;
  /** Blanks as wide as the text before the spot. */
  readonly before: string;
  /** As many `^` as the spot has characters. */
  readonly mark: string;
}

/** Of a longer line only what is around the spot is shown: so many characters, some of them before it. */
const LONGEST = 120;
const BEFORE = 40;

/** The frame of a diagnostic; undefined when it means no line, or the line is no longer there. */
export function codeFrame({ file, line, column, length }: Diagnostic): CodeFrame | undefined {
  if (file === undefined || line === 0) return undefined;
  const whole = readFileSync(file, 'utf8').split(/\r?\n/)[line - 1];
  if (whole === undefined) return undefined;
  const { text, spot } = around(whole, column - 1);
  const gutter = `${line} | `;
  return {
    gutter,
    text,
    emptyGutter: `${' '.repeat(gutter.length - 2)}| `,
    before: text.slice(0, spot).replaceAll(/[^\t]/g, ' '),
    mark: '^'.repeat(Math.max(1, Math.min(length, text.length - spot))),
  };
}

/** The part of a line that is shown, and where the spot is in it. */
function around(line: string, spot: number): { readonly text: string; readonly spot: number } {
  if (line.length <= LONGEST) return { text: line, spot };
  const start = Math.max(0, Math.min(spot - BEFORE, line.length - LONGEST));
  const end = start + LONGEST;
  const cutBefore = start > 0 ? '…' : '';
  const cutAfter = end < line.length ? '…' : '';
  return { text: cutBefore + line.slice(start, end) + cutAfter, spot: spot - start + cutBefore.length };
}
