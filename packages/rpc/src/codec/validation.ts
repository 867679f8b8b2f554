import type { z } from 'zod';

/** What a schema found wrong. */
export type Issues = readonly z.core.$ZodIssue[];

const MOST_ISSUES = 3;

/** What is wrong with the arguments, in words: `argument 1 (name): expected string, received number`. */
export function describeArgumentIssues(issues: Issues, params: readonly string[]): string {
  return describe(issues, (path) => {
    const [index, ...rest] = path;
    if (typeof index !== 'number') return 'arguments';
    const name = params[index];
    return `argument ${index + 1}${name === undefined ? '' : ` (${name}${pathText(rest)})`}`;
  });
}

/** What is wrong with the value of that name, in words: `result.items[3]: expected string, received number`. */
export function describeIssues(issues: Issues, name: string): string {
  return describe(issues, (path) => `${name}${pathText(path)}`);
}

function describe(issues: Issues, where: (path: readonly PropertyKey[]) => string): string {
  const shown = issues.slice(0, MOST_ISSUES).map((issue) => `${where(issue.path)}: ${plainMessage(issue)}`);
  const more = issues.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function plainMessage(issue: Issues[number]): string {
  return issue.message.replace(/^Invalid input: /, '');
}

/** A path as JavaScript writes it: `.items[3]["odd key"]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map(stepText).join('');
}

function stepText(step: PropertyKey): string {
  if (typeof step === 'number') return `[${step}]`;
  const name = String(step);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
