import type { Result } from '../compare.js';
import { bytes, count, duration } from '../format.js';
import { dotChart } from './dot-chart.js';
import { lineChart, type Place } from './line-chart.js';

/** A picture of some of the results. */
export interface Chart {
  readonly file: string;
  /** The scenario under which the report shows it. */
  readonly scenario: string;
  /** For those who cannot see it. */
  readonly alt: string;
  draw(results: readonly Result[]): string;
}

const TYPED_CALL = "{name: 'hello world', a: 42, v: [1.5, 2.5, 3.5]} there and back";

/** They post messages to a worker, and their lines would hide each other. */
const LIKE_POSTMESSAGE: readonly string[] = ['birpc', 'comlink'];

export const charts: readonly Chart[] = [
  {
    file: 'calls.svg',
    scenario: 'unary-async',
    alt: 'Median time of one typed call for each subject, on a logarithmic scale',
    draw: (results) =>
      dotChart(
        {
          title: 'One typed call to another process or thread',
          subtitle: `median, logarithmic; ${TYPED_CALL}`,
        },
        [
          ...dots(results, 'unary-async', 'awaited'),
          ...dots(results, 'unary-sync', 'blocking'),
          ...dots(results, 'unary-cold', 'awaited, after 10 ms in which both sides slept'),
        ],
        duration,
      ),
  },
  {
    file: 'throughput.svg',
    scenario: 'pipelined',
    alt: 'Calls and stream items per second for each subject, on a logarithmic scale',
    draw: (results) =>
      dotChart(
        { title: 'Throughput of one session', subtitle: `per second, logarithmic; ${TYPED_CALL}` },
        [
          ...dots(results, 'pipelined', 'calls, 64 in flight', 'opsPerSec'),
          ...dots(results, 'server-stream', 'stream items', 'opsPerSec'),
        ],
        count,
        'most',
      ),
  },
  {
    file: 'bulk.svg',
    scenario: 'bulk',
    alt: 'Bytes per second by the size of one message',
    draw: (results) =>
      lineChart(
        {
          title: 'Bytes carried one way and acknowledged',
          subtitle: 'bytes per second by message size, both logarithmic',
        },
        lines(results, 'bulk', (result) => result.figures?.['bytesPerSec']).filter(
          ({ series }) => !LIKE_POSTMESSAGE.includes(series),
        ),
        {
          x: { log: true, format: bytes, ticks: [1024, 16_384, 262_144, 1_048_576, 8_388_608, 67_108_864] },
          y: { log: true, format: (value) => `${bytesPerSecond(value)}` },
        },
      ),
  },
  {
    file: 'sessions.svg',
    scenario: 'sessions',
    alt: 'Median time of a call by how many other sessions of the server are idle',
    draw: (results) =>
      lineChart(
        {
          title: 'One active session among many idle ones',
          subtitle: 'median time of a call, both axes logarithmic',
        },
        lines(results, 'sessions', ({ p50Ns }) => p50Ns),
        {
          x: { log: true, format: count, ticks: [1, 16, 256, 1000], label: 'sessions' },
          y: { log: true, format: duration },
        },
      ),
  },
  {
    file: 'sessions-active.svg',
    scenario: 'sessions-active',
    alt: 'Calls per second by the number of active sessions',
    draw: (results) =>
      lineChart(
        {
          title: 'Several active sessions of one server',
          subtitle: 'calls per second of all together, both axes logarithmic',
        },
        lines(results, 'sessions-active', ({ opsPerSec }) => opsPerSec),
        {
          x: { log: true, format: count, ticks: [1, 2, 4, 8, 16], label: 'sessions' },
          y: { log: true, format: count },
        },
      ),
  },
  {
    file: 'clients.svg',
    scenario: 'clients',
    alt: 'Calls per second by the number of client processes',
    draw: (results) =>
      lineChart(
        {
          title: 'Several client processes of one server',
          subtitle: 'calls per second of all together, both axes logarithmic',
        },
        lines(results, 'clients', ({ opsPerSec }) => opsPerSec),
        {
          x: { log: true, format: count, ticks: [1, 4, 16], label: 'client processes' },
          y: { log: true, format: count },
        },
      ),
  },
  {
    file: 'after-rest.svg',
    scenario: 'after-rest',
    alt: 'Median time of a call by how long the client had not called before',
    draw: (results) =>
      lineChart(
        {
          title: 'Hot, warm and cold',
          subtitle: 'median time of an awaited call by the time since the last one, both axes logarithmic',
        },
        lines(results, 'after-rest', ({ p50Ns }) => p50Ns, 5),
        { x: { ...restAxis, label: 'time between two calls' }, y: { log: true, format: duration } },
      ),
  },
  {
    file: 'after-rest-cpu.svg',
    scenario: 'after-rest',
    alt: 'CPU time that the server uses for a call, by how long it had to wait for it',
    draw: (results) =>
      lineChart(
        {
          title: 'What waiting costs',
          subtitle: "CPU time that the server's process uses for one call and the wait before it",
        },
        lines(results, 'after-rest', ({ peerCpuNsPerCall }) => peerCpuNsPerCall, 5),
        { x: { ...restAxis, label: 'time between two calls' }, y: { format: duration } },
      ),
  },
  {
    file: 'spin-budget.svg',
    scenario: 'spin-budget',
    alt: 'Median time of a call against the CPU time it uses, for several spin budgets',
    draw: (results) =>
      lineChart(
        {
          title: 'CPU burnt against latency',
          subtitle: 'median time of a call after 30 µs of other work, by the spin budget of both sides',
        },
        results
          .filter(({ scenario }) => scenario === 'spin-budget')
          .map(({ subject, peerCpuNsPerCall = 0, p50Ns, at = '' }) => ({
            series: subject,
            x: peerCpuNsPerCall,
            y: p50Ns,
            text: at,
          })),
        {
          x: { format: duration, label: "CPU time of the server's process per call" },
          y: { format: duration },
        },
      ),
  },
  {
    file: 'startup.svg',
    scenario: 'startup',
    alt: 'Time until a new client process has its first answer',
    draw: (results) =>
      dotChart(
        { title: 'A new client process', subtitle: 'median, logarithmic' },
        (['importNs', 'connectNs', 'firstCallNs'] as const).flatMap((field) =>
          dots(
            results,
            'startup',
            { importNs: 'import', connectNs: 'connect', firstCallNs: 'first call' }[field],
            field,
          ),
        ),
        duration,
      ),
  },
];

const restAxis = { log: true, format: duration, ticks: [1e3, 1e4, 1e5, 1e6, 1e7] };

function dots(results: readonly Result[], scenario: string, series: string, field = 'p50Ns') {
  return results.flatMap((result) => {
    const value = { ...result, ...result.figures }[field as 'p50Ns'];
    return result.scenario === scenario && value !== undefined
      ? [{ label: result.subject, series, value }]
      : [];
  });
}

/** @param least stands in for smaller values of x, which a logarithmic axis cannot show; in microseconds */
function lines(
  results: readonly Result[],
  scenario: string,
  y: (result: Result) => number | undefined,
  least?: number,
): Place[] {
  return results.flatMap((result) => {
    const value = y(result);
    if (result.scenario !== scenario || value === undefined || result.atValue === undefined) return [];
    const x = least === undefined ? result.atValue : Math.max(least, result.atValue) * 1000;
    return [{ series: result.subject, x, y: value }];
  });
}

function bytesPerSecond(value: number): string {
  return value >= 1e9 ? `${value / 1e9} GB/s` : `${value / 1e6} MB/s`;
}
