import type { Run } from '../run.js';

/** When other processes use more of a CPU than this, in percent, figures are not to be trusted. */
const BUSY = 20;

/** What the figures were measured on, as a part of a sentence. */
export function machineLine({ machine, results }: Run): string {
  const { cpu, cores, memoryGiB, kernel, node, arch, date } = machine;
  const linux = kernel.split('-')[0];
  const line = `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${arch}, Linux ${linux}, Node.js ${node.slice(1)}, ${date.slice(0, 10)}`;
  const spoiled = results.filter(({ othersCpuPercent = 0 }) => othersCpuPercent > BUSY).length;
  if (spoiled === 0) return line;
  return `${line} (**other processes kept the machine busy during ${spoiled} of ${results.length} measurements: do not trust them**)`;
}
