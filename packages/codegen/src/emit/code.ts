/**
 * Code as data. What a printer builds is a tree of text, imports and places where a line may break; names for the
 * imports are found, and lines are broken, when the whole file is known (`layout.ts`, `source-file.ts`).
 */
export type Code =
  | string
  | ImportedSymbol
  | CodeBreak
  | CodeGroup
  | CodeIndent
  | CodeIfBroken
  | readonly Code[];

/** An import, used by naming it: the file's import block writes itself from the symbols that its code mentions. */
export interface ImportedSymbol {
  readonly kind: 'import';
  readonly module: string;
  /** `*` for the whole module as a namespace. */
  readonly name: string;
  /** The local name, unless that is taken. */
  readonly localName: string;
  readonly typeOnly: boolean;
}

/** `soft` is nothing or a new line, `space` is a space or a new line, `hard` is always a new line. */
export interface CodeBreak {
  readonly kind: 'break';
  readonly as: 'soft' | 'space' | 'hard';
}

/** Its breaks stay on one line when all of it fits there; otherwise all of them break. */
export interface CodeGroup {
  readonly kind: 'group';
  readonly content: Code;
}

/** Lines that begin inside are indented by one step more. */
export interface CodeIndent {
  readonly kind: 'indent';
  readonly content: Code;
}

/** Text that is there only when the group around it is broken, such as a trailing comma. */
export interface CodeIfBroken {
  readonly kind: 'if-broken';
  readonly text: string;
}

export const softBreak: CodeBreak = { kind: 'break', as: 'soft' };
export const spaceBreak: CodeBreak = { kind: 'break', as: 'space' };
export const newLine: CodeBreak = { kind: 'break', as: 'hard' };

/** A tagged template whose holes are code. */
export function code(strings: TemplateStringsArray, ...holes: readonly Code[]): Code {
  const parts: Code[] = [];
  for (const [index, text] of strings.entries()) {
    if (text !== '') parts.push(text);
    const hole = holes[index];
    if (hole !== undefined) parts.push(hole);
  }
  return parts;
}

export function group(content: Code): CodeGroup {
  return { kind: 'group', content };
}

export function indent(content: Code): CodeIndent {
  return { kind: 'indent', content };
}

export function ifBroken(text: string): CodeIfBroken {
  return { kind: 'if-broken', text };
}

/** The parts with the separator between them. */
export function join(parts: readonly Code[], separator: Code): Code {
  const joined: Code[] = [];
  for (const part of parts) {
    if (joined.length > 0) joined.push(separator);
    joined.push(part);
  }
  return joined;
}

/** `[a, b]`, `f(a, b)`: on one line, or one item per line with a trailing comma. */
export function list(open: string, items: readonly Code[], close: string): Code {
  if (items.length === 0) return [open, close];
  const inner = join(items, [',', spaceBreak]);
  return group([open, indent([softBreak, inner]), ifBroken(','), softBreak, close]);
}

/** `<A, B>`: the same without the comma, which is not allowed there. */
export function typeArguments(items: readonly Code[]): Code {
  return group(['<', indent([softBreak, join(items, [',', spaceBreak])]), softBreak, '>']);
}

/** `{ a: b, c: d }`: as a list, with spaces inside the braces. */
export function braces(items: readonly Code[], separator: ',' | ';' = ','): Code {
  if (items.length === 0) return '{}';
  const inner = join(items, [separator, spaceBreak]);
  return group(['{', indent([spaceBreak, inner]), ifBroken(separator), spaceBreak, '}']);
}

/** `{`, each part on its own line, `}`. */
export function block(parts: readonly Code[]): Code {
  if (parts.length === 0) return '{}';
  return ['{', indent(parts.map((part) => [newLine, part])), newLine, '}'];
}

/** A doc comment with a new line after it, or nothing. */
export function docComment(doc: string | undefined): Code {
  if (doc === undefined) return '';
  const lines = doc.split('\n');
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return [`/** ${only} */`, newLine];
  const body = lines.map((text): Code => [newLine, text === '' ? ' *' : ` * ${text}`]);
  return ['/**', body, newLine, ' */', newLine];
}

/** A string literal in single quotes, as formatters write it. */
export function quoted(text: string): string {
  const json = JSON.stringify(text);
  if (text.includes("'")) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}

/** A name that may stand for a property without quotes. */
export const IDENTIFIER: RegExp = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** A property's name, quoted only when it must be. */
export function propertyName(name: string): string {
  return IDENTIFIER.test(name) ? name : quoted(name);
}
