import { setTimeout } from 'node:timers/promises';
import { sampleAwaited } from '../clock.js';
import { expectEcho, message } from '../message.js';
import { measure } from '../round.js';
import type { Measurement, Scenario, Service, Settings } from '../scenario.js';
import { openSessions } from '../sessions.js';

/** From here on the client sleeps between its calls; timers cannot tell shorter times. In microseconds. */
const SHORTEST_SLEEP = 2000;

/** What the client does between two calls in `spin-budget`, in microseconds. */
const REST_BETWEEN = 30;

/** Who is measured at so many points; the others would draw lines like the second's, further up. */
const compared: readonly string[] = ['flipcall', 'unix-socket-msgpackr'];

export const afterRest: Scenario = {
  name: 'after-rest',
  about: `awaited calls, each after a rest; below ${SHORTEST_SLEEP / 1000} ms the client computes meanwhile, above it sleeps`,
  points: [0, 10, 20, 40, 60, 100, 200, 500, 1000, 2000, 5000, 20_000].map(microseconds),
  prepare: ({ name, service }, rest) =>
    service && compared.includes(name) ? () => measureAfterRest(service, rest, {}) : undefined,
};

export const spinBudget: Scenario = {
  name: 'spin-budget',
  about: `awaited calls after ${REST_BETWEEN} µs in which the client computes, by how long both sides may spin`,
  points: [0, 5, 10, 20, 30, 40, 50, 100, 200].map(microseconds),
  prepare: ({ service, spins }, spinMicroseconds) =>
    service && spins === true
      ? () => measureAfterRest(service, REST_BETWEEN, { spinMicroseconds })
      : undefined,
};

function microseconds(value: number) {
  return { label: value < 1000 ? `${value} µs` : `${value / 1000} ms`, value };
}

async function measureAfterRest(service: Service, rest: number, settings: Settings): Promise<Measurement> {
  const { connections, ...opened } = await openSessions(service, 1, settings);
  const [connection] = connections;
  if (connection === undefined) throw new RangeError('no session was opened');
  expectEcho(await connection.echo(message));
  const before = rest < SHORTEST_SLEEP ? async () => compute(rest) : () => setTimeout(rest / 1000);
  return measure(opened, (milliseconds) =>
    sampleAwaited(() => connection.echo(message), milliseconds, before),
  );
}

/** Keeps the processor busy for that many microseconds. */
function compute(rest: number): void {
  const end = performance.now() + rest / 1000;
  while (performance.now() < end);
}
