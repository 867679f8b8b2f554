import { sampleInFlight } from '../clock.js';
import { expectEcho, message } from '../message.js';
import { measure } from '../round.js';
import type { Measurement, Scenario, Service } from '../scenario.js';
import { openSessions } from '../sessions.js';

export const sessions: Scenario = {
  name: 'sessions',
  about: 'one session awaits its calls one by one, all others of the same server are idle',
  points: [1, 16, 256, 1000].map((value) => ({ label: `1 of ${value}`, value })),
  prepare: ({ service }, count) => service && (() => measureSessions(service, count, 1)),
};

export const sessionsActive: Scenario = {
  name: 'sessions-active',
  about: 'all sessions of one server await their calls, each one by one; times are for a call of any of them',
  points: [1, 2, 4, 8, 16].map((value) => ({ label: `${value} of ${value}`, value })),
  prepare: ({ service }, count) => service && (() => measureSessions(service, count, count)),
};

async function measureSessions(service: Service, count: number, active: number): Promise<Measurement> {
  const { connections, ...opened } = await openSessions(service, count);
  for (const connection of connections) expectEcho(await connection.echo(message));
  const calls = connections.slice(0, active).map((connection) => () => connection.echo(message));
  return measure(opened, (milliseconds) => sampleInFlight(calls, milliseconds));
}
