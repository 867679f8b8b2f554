import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Host } from './plugin.js';
import { runPlugin } from './run-plugin.js';
import { whatHappened } from './what-happened.js';

const folder = new URL('../plugins/', import.meta.url);
const host: Host = {
  log: (line) => console.log(`  says ${JSON.stringify(line.slice(0, 40))}`),
  setting: async (name) => (name === 'greeting' ? 'Hello' : undefined),
};

for (const name of readdirSync(folder).sort()) {
  console.log(name);
  try {
    console.log(
      `  made ${JSON.stringify(await runPlugin(fileURLToPath(new URL(name, folder)), 'one\ntwo', host))}`,
    );
  } catch (error) {
    console.log(`  failed: ${whatHappened(error)}`);
  }
}
console.log('The host is well.');
