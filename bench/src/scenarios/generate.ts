import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../scenario.js';

const METHODS = 100;
const TYPES = 200;

export const generate: Scenario = {
  name: 'generate',
  about: `stubs for a service of ${METHODS} methods and ${TYPES} types, by a new process`,
  rounds: 3,
  prepare({ generate }) {
    if (!generate) return undefined;
    return async () => {
      const folder = mkdtempSync(join(tmpdir(), 'flipcall-bench-'));
      const file = join(folder, 'service.ts');
      writeFileSync(file, manyMethods());
      return {
        async round() {
          const start = performance.now();
          await generate(file, join(folder, 'gen'));
          const ns = (performance.now() - start) * 1e6;
          return { p50Ns: ns, p99Ns: ns, meanNs: ns, callsPerSample: 1 };
        },
        close: async () => rmSync(folder, { recursive: true }),
      };
    };
  },
};

/** An interface whose types use each other, the way those of a real service do. */
function manyMethods(): string {
  const types = Array.from({ length: TYPES }, (_, i) => {
    const other = i === 0 ? 'string' : `T${Math.floor(i / 2)}`;
    return [
      `export interface T${i} {`,
      `  id: number;`,
      `  name?: string;`,
      `  kind: 'a${i}' | 'b${i}';`,
      `  parts: ${other}[];`,
      `  byName: Record<string, number>;`,
      `}`,
    ].join('\n');
  });
  const methods = Array.from(
    { length: METHODS },
    (_, i) => `  method${i}(first: T${2 * i}, count: number): Promise<T${2 * i + 1}>;`,
  );
  return `${types.join('\n')}\nexport interface Many {\n${methods.join('\n')}\n}\n`;
}
