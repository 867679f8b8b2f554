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

/** The frame of a diagnostic; undefined when it means no line, or the line is no longer there. */
export function codeFrame({ file, line, column, length }: Diagnostic): CodeFrame | undefined {
  if (file === undefined || line === 0) return undefined;
  const text = readFileSync(file, 'utf8').split(/\r?\n/)[line - 1];
  if (text === undefined) return undefined;
  const gutter = `${line} | `;
  return {
    gutter,
    text,
    emptyGutter: `${' '.repeat(gutter.length - 2)}| `,
    before: text.slice(0, column - 1).replaceAll(/[^\t]/g, ' '),
    mark: '^'.repeat(Math.max(1, Math.min(length, text.length - column + 1))),
  };
}
