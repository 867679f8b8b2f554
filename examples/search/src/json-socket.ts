import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { TextInfo } from './search.js';

/*
 * What one writes by hand without flipcall: a line of JSON for each request and each answer, over a Unix socket.
 * It is here only to be compared with, and does one method of Search.
 */

const Request = z.object({ id: z.number(), method: z.literal('describe'), params: z.tuple([z.string()]) });
const Response = z.object({
  id: z.number(),
  result: z.object({ path: z.string(), bytes: z.number(), words: z.number() }).nullable(),
});

/** Calls `receive` with each line of JSON that arrives. */
function onJsonLines(socket: Socket, receive: (value: unknown) => void): void {
  createInterface({ input: socket }).on('line', (line) => receive(JSON.parse(line)));
}

/** Serves `describe` at `path`; resolves when it does, with how to stop. */
export async function serveJson(
  path: string,
  describe: (text: string) => TextInfo | null,
): Promise<{ close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    onJsonLines(socket, (value) => {
      const { id, params } = Request.parse(value);
      socket.write(`${JSON.stringify({ id, result: describe(...params) })}\n`);
    });
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

export interface JsonClient {
  describe(text: string): Promise<TextInfo | null>;
  close(): void;
}

export async function connectJson(path: string): Promise<JsonClient> {
  const socket = connect(path);
  await once(socket, 'connect');
  const calls = new Map<number, (result: TextInfo | null) => void>();
  let lastId = 0;
  onJsonLines(socket, (value) => {
    const { id, result } = Response.parse(value);
    calls.get(id)?.(result);
    calls.delete(id);
  });
  return {
    describe: (text) =>
      new Promise((resolve) => {
        lastId += 1;
        calls.set(lastId, resolve);
        socket.write(`${JSON.stringify({ id: lastId, method: 'describe', params: [text] })}\n`);
      }),
    close: () => socket.destroy(),
  };
}
