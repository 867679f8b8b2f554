import { readFileSync } from 'node:fs';

/** What a process holds in memory, in bytes. */
export interface ResidentMemory {
  /** Its own: heaps, stacks. */
  readonly anonymous: number;
  /** Pages of shared memory that it has touched: packet windows. */
  readonly shared: number;
}

/** The kernel's account of it. */
export function residentMemory(pid: number): ResidentMemory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { anonymous: bytesOf(status, 'RssAnon'), shared: bytesOf(status, 'RssShmem') };
}

function bytesOf(status: string, name: string): number {
  const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kibibytes === undefined) throw new Error(`/proc/PID/status has no ${name}`);
  return Number(kibibytes) * 1024;
}
