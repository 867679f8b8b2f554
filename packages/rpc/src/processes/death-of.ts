export interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | number | null;
}

/** Of the fields of /proc/PID/stat, counted after the program's name. */
const STATE = 0;
const EXIT_CODE = 49;

/**
 * How a child of this process ended that nobody has waited for yet; undefined while it lives, or if the system does not tell.
 * For a thread that is blocked, so that Node.js cannot tell it. Few ask, so what it takes is not imported.
 */
export function deathOf(pid: number): Death | undefined {
  let stat: string;
  try {
    stat = process.getBuiltinModule('node:fs').readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = Number(fields[EXIT_CODE]);
  if (fields[STATE] !== 'Z' || !Number.isInteger(status)) return undefined;
  const signal = status & 0x7f;
  return signal === 0 ? { code: status >> 8, signal: null } : { code: null, signal: nameOf(signal) };
}

function nameOf(signal: number): NodeJS.Signals | number {
  const { constants } = process.getBuiltinModule('node:os');
  const [name] = Object.entries(constants.signals).find(([, number]) => number === signal) ?? [];
  return name === undefined ? signal : (name as NodeJS.Signals); // What the keys of that object are.
}
