import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where server and client meet. */
export const path: string = join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), 'flipcall-hello.sock');
