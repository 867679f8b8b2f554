import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT } from './exit-codes.js';
import { type Surroundings, UsageError } from './surroundings.js';

const FILES = {
  'flipcall.config.ts': `import { defineConfig } from '@flipcall/codegen';

export default defineConfig({
  files: ['src/api/*.ts'],
  out: 'src/gen',
});
`,
  'src/api/greeter.ts': `/** Greets people. */
export interface Greeter {
  /** Says hello. */
  hello(name: string): Promise<string>;
}
`,
} as const;

/** The script that `flipcall init` adds to package.json. */
const SCRIPT = { name: 'generate', command: 'flipcall generate' } as const;

/** `flipcall init`: a script, a configuration and a first interface; what is there already is left alone. */
export function runInit({ cwd, stdout }: Surroundings): number {
  const manifestPath = join(cwd, 'package.json');
  if (!existsSync(manifestPath))
    throw new UsageError('there is no package.json here; make one with npm init');
  const text = readFileSync(manifestPath, 'utf8');
  const manifest: unknown = JSON.parse(text);
  if (typeof manifest !== 'object' || manifest === null) throw new UsageError('package.json holds no object');
  const scripts = 'scripts' in manifest && typeof manifest.scripts === 'object' ? manifest.scripts : {};

  if (scripts !== null && SCRIPT.name in scripts)
    stdout.write(`kept    the script ${SCRIPT.name} in package.json\n`);
  else {
    const indentation = /^[ \t]+/m.exec(text)?.[0] ?? '  ';
    const changed = { ...manifest, scripts: { ...scripts, [SCRIPT.name]: SCRIPT.command } };
    writeFileSync(manifestPath, `${JSON.stringify(changed, null, indentation)}\n`);
    stdout.write(`changed package.json: the script ${SCRIPT.name} runs ${SCRIPT.command}\n`);
  }
  for (const [name, content] of Object.entries(FILES)) {
    const path = join(cwd, name);
    if (existsSync(path)) {
      stdout.write(`kept    ${name}\n`);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    stdout.write(`wrote   ${name}\n`);
  }
  stdout.write(`\nNow run: npm run ${SCRIPT.name}\n`);
  return EXIT.done;
}
