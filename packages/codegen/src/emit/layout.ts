import type { Code, ImportedSymbol } from './code.js';

const WIDTH = 100;
const STEP = '  ';

/** Breaks code into lines of at most 100 columns where it can, in the manner of Wadler's pretty printer. */
export function layOut(root: Code, nameOf: (symbol: ImportedSymbol) => string): string {
  const lines: string[] = [];
  let current = '';
  const todo: Task[] = [{ code: root, depth: 0, flat: false }];

  const write = (part: string): void => {
    current += part;
  };

  for (let task = todo.pop(); task !== undefined; task = todo.pop()) {
    const { code, depth, flat } = task;
    if (typeof code === 'string') write(code);
    else if (isList(code)) pushAll(todo, code, depth, flat);
    else {
      switch (code.kind) {
        case 'import':
          write(nameOf(code));
          break;
        case 'indent':
          todo.push({ code: code.content, depth: depth + 1, flat });
          break;
        case 'if-broken':
          if (!flat) write(code.text);
          break;
        case 'group': {
          const whole: Task = { code: code.content, depth, flat: true };
          const fits = flat || fitsOnLine(whole, todo, WIDTH - current.length, nameOf);
          todo.push({ ...whole, flat: fits });
          break;
        }
        case 'break':
          if (flat && code.as !== 'hard') {
            if (code.as === 'space') write(' ');
          } else {
            lines.push(current.trimEnd());
            current = STEP.repeat(depth);
          }
          break;
        default:
          throw new TypeError(`unknown code ${JSON.stringify(code satisfies never)}`);
      }
    }
  }
  return [...lines, current].join('\n');
}

interface Task {
  readonly code: Code;
  readonly depth: number;
  readonly flat: boolean;
}

/**
 * Whether `first`, written flat, and what follows it up to the next break stay within `room` columns. Groups that follow
 * are taken to be flat, so that of several groups in a line the first ones break first.
 */
function fitsOnLine(
  first: Task,
  rest: readonly Task[],
  room: number,
  nameOf: (symbol: ImportedSymbol) => string,
): boolean {
  let left = room;
  let next = rest.length - 1;
  const todo: Task[] = [first];
  while (left >= 0) {
    const task = todo.pop() ?? rest[next--];
    if (task === undefined) return true;
    const { code, depth, flat } = task;
    if (typeof code === 'string') left -= code.length;
    else if (isList(code)) pushAll(todo, code, depth, flat);
    else if (code.kind === 'import') left -= nameOf(code).length;
    else if (code.kind === 'indent') todo.push({ code: code.content, depth, flat });
    else if (code.kind === 'group') todo.push({ code: code.content, depth, flat: true });
    else if (code.kind === 'if-broken') left -= flat ? 0 : code.text.length;
    else if (code.as === 'hard') return !flat;
    else if (!flat) return true;
    else if (code.as === 'space') left -= 1;
  }
  return false;
}

function pushAll(todo: Task[], codes: readonly Code[], depth: number, flat: boolean): void {
  for (let index = codes.length - 1; index >= 0; index--) {
    const code = codes[index];
    if (code !== undefined) todo.push({ code, depth, flat });
  }
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(code: Code): code is readonly Code[] {
  return Array.isArray(code);
}
