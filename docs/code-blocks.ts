/** A fenced block of a page. */
export interface CodeBlock {
  /** The line of the page that the block begins on, from 1. */
  readonly line: number;
  /** Such as `ts`; empty when the fence names none. */
  readonly language: string;
  /** The words after the language: `run`, `file=src/api.ts`. A word without `=` has the value true. */
  readonly words: ReadonlyMap<string, string | true>;
  readonly text: string;
}

/** The fenced blocks of a page, in order. */
export function codeBlocks(page: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { line: number; info: readonly string[]; lines: string[] } | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { line: index + 1, info: (fence[1] ?? '').split(' '), lines: [] };
    else {
      const [language = '', ...words] = open.info;
      blocks.push({
        line: open.line,
        language,
        words: new Map(words.map(wordOf)),
        text: `${open.lines.join('\n')}\n`,
      });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`the block of line ${open.line} does not end`);
  return blocks;
}

function wordOf(word: string): readonly [string, string | true] {
  const [, name = word, value] = /^([^=]+)=(.*)$/.exec(word) ?? [];
  return [name, value ?? true];
}
