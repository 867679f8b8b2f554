import { ts } from 'ts-morph';
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
  const comments: string[] = [];
  for (const declaration of symbol?.declarations ?? []) {
    for (const comment of ts.getJSDocCommentsAndTags(declaration)) {
      if (!ts.isJSDoc(comment)) continue;
      const text = withoutStars(comment.getText());
      if (text !== '') comments.push(text);
    }
  }
  return comments.length === 0 ? undefined : comments.join('\n\n');
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
