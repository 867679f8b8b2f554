import { createPluginClient } from './gen/plugin.flipcall.js';
import type { Host } from './plugin.js';
import { startPlugin } from './sandbox.js';

/** Has a plugin transform a text. Its process ends with the call, one way or the other. */
export async function runPlugin(path: string, text: string, host: Host): Promise<string> {
  using session = await startPlugin(path);
  try {
    const lines: string[] = [];
    const plugin = createPluginClient(session);
    for await (const line of plugin.transform(text, host, { timeoutMs: 2_000 })) {
      lines.push(line);
      if (lines.length > 1_000) throw new Error('more lines than anybody wants');
    }
    return lines.join('\n');
  } finally {
    // Whoever hangs in a loop does not hear that the session is over.
    session.child.kill('SIGKILL');
  }
}
