import { fileURLToPath } from 'node:url';
import { spawnSession } from '@flipcall/rpc';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Node.js has called it experimental until version 23. */
const permission = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

/** Starts a plugin: it may read its own file and the program, has 64 MiB, no environment, and nothing else. */
export function startPlugin(path: string): ReturnType<typeof spawnSession> {
  const own = ['.', '../package.json', '../node_modules', '../../../node_modules', '../../../packages'];
  const readable = [path, ...own.map(here)];
  const flags = [
    permission ?? '--permission',
    ...readable.map((each) => `--allow-fs-read=${each}`),
    '--allow-addons',
    '--max-old-space-size=64',
    '--no-warnings',
  ];
  return spawnSession(process.execPath, [...flags, here('child.js'), path], {
    env: {},
    showStderr: false,
    limits: { maxMessageBytes: 1_048_576, maxReferences: 16, maxConcurrentCalls: 16 },
    // However busy it keeps us, other plugins are served.
    busyShare: 0.05,
  });
}
