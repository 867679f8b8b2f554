import { acceptSession, connectSession, socketPair } from '@flipcall/core';
import { Conformance, conformanceHandlers, promiseClient } from '../../test/conformance-service.js';
import { openCaller } from '../client.js';
import { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';
import { sessionTransport } from '../session-transport.js';

const note = Conformance.methods.findIndex(({ name }) => name === 'note');
const MANY = 300;

/** Keeps the thread busy, as what takes long does. */
function work(): void {
  const until = performance.now() + 0.1;
  while (performance.now() < until);
}

interface Pair {
  readonly client: RpcSession;
  readonly server: Server;
  /** What came, and how many turns of the event loop there had been by then. */
  readonly heard: { readonly text: string; readonly turn: number }[];
}

async function open(): Promise<Pair> {
  const [one, other] = socketPair();
  const [accepted, connected] = await Promise.all([acceptSession(one), connectSession(other)]);
  const heard: { text: string; turn: number }[] = [];
  let turn = 0;
  const counting = (): void => {
    turn++;
    if (heard.length < MANY) setImmediate(counting);
  };
  setImmediate(counting);
  const server = new Server({ onHandlerError: () => undefined }).add(Conformance, {
    ...conformanceHandlers(),
    note: (text: string) => {
      work();
      heard.push({ text, turn });
    },
  });
  server.accept(sessionTransport(accepted));
  const client = new RpcSession(sessionTransport(connected), { role: 'connecting' });
  await promiseClient(client)('nothing');
  return { client, server, heard };
}

function sendMany(client: RpcSession): string[] {
  const caller = openCaller(client, Conformance);
  const texts = Array.from({ length: MANY }, (_, index) => `${index}`);
  for (const text of texts) caller.notify(note, [text]);
  return texts;
}

it('much work in one datagram leaves turns of the event loop to others, and stays in order', async () => {
  const { client, server, heard } = await open();
  const texts = sendMany(client);
  expect(await promiseClient(client)('greet', ['after all of it'])).toContain('after all of it');
  expect(heard.map(({ text }) => text)).toEqual(texts);
  expect(heard.at(-1)?.turn).toBeGreaterThan((heard[0]?.turn ?? 0) + 5);
  client.close();
  await server.close();
});

it('what was put off arrives though the sender closes right after it', async () => {
  const { client, server, heard } = await open();
  const [session] = server.sessions;
  const texts = sendMany(client);
  client.close();
  await session?.closed;
  expect(heard.map(({ text }) => text)).toEqual(texts);
  await server.close();
});

it('so does what the sender sends behind it before it closes', async () => {
  const { client, server, heard } = await open();
  const [session] = server.sessions;
  const texts = sendMany(client);
  while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
  texts.push(...sendMany(client));
  // What waits for control to come back is lost to a close.
  while (client.statistics().queuedBytes > 0) await new Promise((resolve) => setImmediate(resolve));
  expect(heard.length).toBeLessThan(MANY);
  client.close();
  await session?.closed;
  expect(heard.map(({ text }) => text)).toEqual(texts);
  await server.close();
});
