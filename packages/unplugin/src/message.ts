import { codeFrame, type Diagnostic } from '@flipcall/codegen';

/** What a diagnostic says, for bundlers that show the place themselves. */
export function messageOf({ code, message, hint }: Diagnostic): string {
  return `${code}: ${message} ${hint}`;
}

/** The line that is meant, with the spot marked below it; undefined when no line is. */
export function frameOf(diagnostic: Diagnostic): string | undefined {
  const frame = codeFrame(diagnostic);
  if (frame === undefined) return undefined;
  return `${frame.gutter}${frame.text}\n${frame.emptyGutter}${frame.before}${frame.mark}`;
}

/** One text for all, for bundlers that take one error and end. */
export function summaryOf(diagnostics: readonly Diagnostic[]): string {
  const [first, ...others] = diagnostics;
  if (first === undefined) return '';
  if (others.length === 0) return messageOf(first);
  const listed = others.map((each) => {
    const place =
      each.file === undefined ? '' : `${each.file}${each.line > 0 ? `:${each.line}:${each.column}` : ''}: `;
    return `  ${place}${messageOf(each)}`;
  });
  const count = others.length === 1 ? 'and 1 more' : `and ${others.length} more`;
  return `${messageOf(first)}\n${count}:\n${listed.join('\n')}`;
}
