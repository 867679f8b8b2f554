import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/**
 * CPU time that a process has used so far, all its threads together, in milliseconds. The kernel's own account is read
 * rather than the process asked: a server that blocks in a call cannot answer, and asking would wake one that sleeps.
 */
export function cpuTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  }
  return nanoseconds / 1e6;
}

/** CPU time that all processes of the machine have used so far, in milliseconds. */
export function machineCpuTime(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}
