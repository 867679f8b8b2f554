import { acceptSession, connectSession, socketPair } from '@flipcall/core';
import { Conformance, conformanceHandlers, promiseClient } from '../test/conformance-service.js';
import { Code } from './code.js';
import { RpcSession } from './rpc-session.js';
import { Server } from './server.js';
import { sessionTransport } from './session-transport.js';

const MEASURED_MS = 400;
/** What takes the server some time; so it takes nearly all of the thread's, of which the clients have their part. */
const handlers = {
  ...conformanceHandlers(),
  echo: (value: unknown): unknown => {
    const until = performance.now() + 0.1;
    while (performance.now() < until);
    return value;
  },
};

/** A client of a server in this thread, which gets that share of the thread while it keeps it busy. */
async function connectTo(server: Server, busyShare: number): Promise<RpcSession> {
  const [one, other] = socketPair();
  const [accepted, connected] = await Promise.all([acceptSession(one, { busyShare }), connectSession(other)]);
  server.accept(sessionTransport(accepted));
  return new RpcSession(sessionTransport(connected), { role: 'connecting' });
}

/** How many calls a client gets answered that makes as many as it can, while another one calls every other millisecond. */
async function callsBesideLight(busyShare: number): Promise<{ busy: number; light: number }> {
  const server = new Server().add(Conformance, handlers);
  const busySession = await connectTo(server, busyShare);
  const lightSession = await connectTo(server, busyShare);
  const until = performance.now() + MEASURED_MS;
  const calls = { busy: 0, light: 0 };
  const call = promiseClient(busySession);
  const callOnAndOn = async (): Promise<void> => {
    for (; performance.now() < until; calls.busy++) await call('echo', ['all the time']);
  };
  const callNowAndThen = async (): Promise<void> => {
    const callLight = promiseClient(lightSession);
    for (; performance.now() < until; calls.light++) {
      await callLight('echo', ['now and then']);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  await Promise.all([callNowAndThen(), ...Array.from({ length: 32 }, callOnAndOn)]);
  busySession.close();
  lightSession.close();
  await server.close();
  return calls;
}

it('a session that keeps the thread busy gets its share while others are used, and goes on', async () => {
  await callsBesideLight(1); // Until everything is compiled.
  const all = await callsBesideLight(1);
  const little = await callsBesideLight(0.05);
  expect(little.busy).toBeLessThan(all.busy / 2);
  expect(little.busy).toBeGreaterThan(32);
  expect(little.light).toBeGreaterThan(10);
});

it('a session that rests ends when the other side closes it, and its calls with it', async () => {
  const server = new Server().add(Conformance, handlers);
  const light = promiseClient(await connectTo(server, 0.01));
  const session = await connectTo(server, 0.01);
  const [, accepted] = server.sessions;
  const call = promiseClient(session);
  const outcomes: Promise<unknown>[] = [];
  for (let i = 0; i < 40; i++) {
    for (let j = 0; j < 50; j++) outcomes.push(call('echo', [i]).catch((error: unknown) => error));
    if (i % 10 === 0) await light('echo', ['now and then']);
  }
  session.close();
  await accepted?.closed;
  await server.close();
  const failed = (await Promise.all(outcomes)).filter((outcome) => typeof outcome !== 'number');
  expect(failed.length).toBeGreaterThan(0);
  for (const error of failed) expect(error).toMatchObject({ code: Code.Cancelled });
});

it.each([0, -1, 1.5, Number.NaN])('a share of %p is refused', async (busyShare) => {
  const complaint = `busyShare must be more than 0 and at most 1, not ${busyShare}.`;
  await expect(new Server().listen({ path: '/nowhere', busyShare })).rejects.toThrow(complaint);
  const [one, other] = socketPair();
  const connecting = connectSession(other);
  await expect(acceptSession(one, { busyShare })).rejects.toThrow(complaint);
  await expect(connecting).rejects.toMatchObject({ kind: 'peer-died' });
});

it('a share that is undefined is the default', async () => {
  const [one, other] = socketPair();
  const options: object = { busyShare: undefined };
  const sessions = await Promise.all([acceptSession(one, options), connectSession(other)]);
  for (const session of sessions) session.close();
});
