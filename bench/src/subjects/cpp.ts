import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Subject } from '../scenario.js';
import { selfMeasured } from './self-measured.js';

const program: string = fileURLToPath(
  new URL('../../../packages/native/build/Release/handoff_pair', import.meta.url),
);

export const cpp: Subject = {
  name: 'cpp',
  about: 'two C++ processes on the same endpoint code, no JavaScript',
  measureHandoff: async () => {
    if (!existsSync(program)) throw new Error(`${program} is not built: run \`npm run build\``);
    return selfMeasured(program, (seconds) => [String(seconds)]);
  },
};
