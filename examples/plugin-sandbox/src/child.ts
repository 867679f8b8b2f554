import { Server, serveParent } from '@flipcall/rpc';
import { Plugin } from './gen/plugin.flipcall.js';

// This runs in the sandbox. What the plugin exports may be anything; nothing here is relied upon by the host.
const { default: handlers } = await import(process.argv[2] ?? '');
await serveParent(new Server().add(Plugin, handlers));
