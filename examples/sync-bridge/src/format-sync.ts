import { fileURLToPath } from 'node:url';
import { spawnSession } from '@flipcall/rpc';
import { createFormatterSyncClient, type FormatterSyncClient } from './gen/formatter.flipcall.js';

const session = await spawnSession(process.execPath, [fileURLToPath(new URL('server.js', import.meta.url))]);

/** The formatter, whose methods return when it is done: no promise, no callback. */
export const formatter: FormatterSyncClient = createFormatterSyncClient(session);

/** Ends the process of the formatter. */
export const close = (): void => session.close();
