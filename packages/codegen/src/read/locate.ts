import ts from '../../compiler.cjs';
import type { SourceLocation } from '../service-shape.js';

/** Where a node stands: its name, if it has one, else its beginning. */
export function locationOf(node: ts.Node): SourceLocation {
  const named = ts.getNameOfDeclaration(node as ts.Declaration) ?? node; // undefined for nodes that are no declarations
  const source = named.getSourceFile();
  const start = named.getStart(source);
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  return { file: source.fileName, line: line + 1, column: character + 1, length: named.getEnd() - start };
}

/** The node that declares a symbol, if it is a declaration with a place of its own. */
export function declarationOf(symbol: ts.Symbol): ts.Declaration | undefined {
  return symbol.valueDeclaration ?? symbol.declarations?.[0];
}

/** The text of the doc comments on a symbol's declarations, without their stars; undefined when there are none. */
export function docOf(symbol: ts.Symbol | undefined): string | undefined {
  const comments = (symbol?.declarations ?? []).flatMap(docComments).filter((text) => text !== '');
  return comments.length === 0 ? undefined : comments.join('\n\n');
}

/**
 * The last doc comment before a declaration; those further up belong to the file, or to nobody.
 *
 * TypeScript itself overlooks a comment on the line where its scope opens: `{ /** @oneway *\/ log(): void }`. Here a tag
 * that went unseen would change what is generated, so those are read too.
 */
function docComments(declaration: ts.Declaration): readonly string[] {
  const { text } = declaration.getSourceFile();
  const start = declaration.getStart();
  const before = ts.getLeadingCommentRanges(text, declaration.pos) ?? [];
  const beside = (ts.getTrailingCommentRanges(text, declaration.pos) ?? []).filter(
    ({ end }) => !text.slice(end, start).includes('\n'),
  );
  return [...beside, ...before]
    .map(({ pos, end }) => text.slice(pos, end))
    .filter((comment) => /^\/\*\*[^/]/.test(comment))
    .slice(-1)
    .map(withoutStars);
}

/** The tags of a doc comment: what follows an `@` at the beginning of a line. */
export function tagsOf(doc: string | undefined): readonly DocTag[] {
  return [...(doc ?? '').matchAll(/^\s*@([\w-]+)[ \t]*(.*)$/gm)].map(([, name = '', text = '']) => ({
    name,
    text: text.trim(),
  }));
}

/** One tag, such as `@minimum 5`. */
export interface DocTag {
  readonly name: string;
  readonly text: string;
}

function withoutStars(comment: string): string {
  return comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line, index) => (index === 0 ? line.trim() : line.replace(/^\s*\* ?/, '').trimEnd()))
    .join('\n')
    .trim();
}

/** A type's name as it is declared, also when it is exported as default. */
export function declaredName(symbol: ts.Symbol): string {
  const declaration = declarationOf(symbol);
  const name = declaration && ts.getNameOfDeclaration(declaration);
  return name !== undefined && ts.isIdentifier(name) ? name.text : symbol.name;
}

/** A member's name as people write it; `[key]` for one that is named by a symbol. */
export function memberName(symbol: ts.Symbol): string {
  return isNamedBySymbol(symbol)
    ? `[${symbol.escapedName.toString().replace(/^__@(.*?)(@\d+)?$/, '$1')}]`
    : symbol.name;
}

/** Whether a member's key is a symbol; the checker marks such names. */
export function isNamedBySymbol(symbol: ts.Symbol): boolean {
  return symbol.escapedName.toString().startsWith('__@');
}
