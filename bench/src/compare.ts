import type { Measurement, Point, Round, Scenario, Subject } from './scenario.js';
import { median } from './statistics.js';

/** One row of the report: medians over the rounds. */
export interface Result {
  readonly scenario: string;
  readonly subject: string;
  /** The place on the scenario's scale, in words and as a number. */
  readonly at?: string;
  readonly atValue?: number;
  readonly p50Ns: number;
  readonly p99Ns: number;
  readonly meanNs: number;
  readonly opsPerSec?: number;
  readonly cpuPercent?: number;
  /** CPU time of all processes involved for one call, and the share of it that the other side used. */
  readonly cpuNsPerCall?: number;
  readonly peerCpuNsPerCall?: number;
  /** CPU time that other processes used meanwhile, per wall time: what may have spoiled the figures. */
  readonly othersCpuPercent?: number;
  /** The lowest and the highest p50 of a round: how far the figures may be trusted. */
  readonly p50SpreadNs: readonly [number, number];
  readonly rounds: number;
  /** How many calls were timed together, where one alone is too short for the clock. */
  readonly callsPerSample?: number;
  /** What else the scenario measures, by a name that ends with its unit. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** The length of a round in milliseconds, and the fewest of them. */
const ROUND = 500;
const FEWEST_ROUNDS = 3;
/** How long the first round lasts at least, which does not count, in milliseconds: a second until compilers and allocators have settled. */
const WARM_UP = 1000;
/** The same where there are several of them. */
const SHORT_WARM_UP = 300;

/**
 * Measures the subjects against each other. Each gets `seconds` in all, cut into rounds that are run by turns, so that
 * whatever else the machine does in the meantime hits all of them alike.
 */
export async function compare(
  scenario: Scenario,
  subjects: readonly Subject[],
  seconds: number,
  start: (scenario: Scenario, subject: Subject, point: Point | undefined) => Promise<Measurement>,
  point?: Point,
): Promise<Result[]> {
  const rounds = scenario.rounds ?? Math.max(FEWEST_ROUNDS, Math.round((seconds * 1000) / ROUND));
  const milliseconds = (seconds * 1000) / rounds;
  const entrants: { subject: Subject; measurement: Measurement; results: Round[] }[] = [];
  try {
    for (const subject of subjects) {
      entrants.push({ subject, measurement: await start(scenario, subject, point), results: [] });
    }
    // By turns as well: processes that had been idle for seven seconds, while others warmed up, were slow for two more.
    const warmUps = point === undefined ? 1 : (scenario.warmUpRounds?.(point.value) ?? 1);
    const warmUp = Math.max(milliseconds, warmUps > 1 ? SHORT_WARM_UP : WARM_UP);
    for (let i = 0; i < warmUps; i += 1) {
      for (const { measurement } of entrants) await measurement.round(warmUp);
    }
    for (let i = 0; i < rounds; i += 1) {
      for (const { measurement, results } of entrants) results.push(await measurement.round(milliseconds));
    }
  } finally {
    await Promise.allSettled(entrants.map(({ measurement }) => measurement.close()));
  }
  return entrants.map(({ subject, results }) => summary(scenario, subject, point, results));
}

function summary(
  scenario: Scenario,
  subject: Subject,
  point: Point | undefined,
  rounds: readonly Round[],
): Result {
  const p50s = rounds.map(({ p50Ns }) => p50Ns);
  const calls = median(rounds.map(({ callsPerSample }) => callsPerSample));
  return {
    scenario: scenario.name,
    subject: subject.name,
    ...(point === undefined ? {} : { at: point.label, atValue: point.value }),
    p50Ns: tidy(median(p50s)),
    p99Ns: tidy(median(rounds.map(({ p99Ns }) => p99Ns))),
    meanNs: tidy(median(rounds.map(({ meanNs }) => meanNs))),
    ...medianOfThoseWhoKnow(rounds, 'opsPerSec'),
    ...medianOfThoseWhoKnow(rounds, 'cpuPercent'),
    ...medianOfThoseWhoKnow(rounds, 'cpuNsPerCall'),
    ...medianOfThoseWhoKnow(rounds, 'peerCpuNsPerCall'),
    ...medianOfThoseWhoKnow(rounds, 'othersCpuPercent'),
    p50SpreadNs: [tidy(Math.min(...p50s)), tidy(Math.max(...p50s))],
    rounds: rounds.length,
    ...(calls > 1 ? { callsPerSample: calls } : {}),
    ...figuresOf(rounds),
  };
}

type MayBeUnknown = 'opsPerSec' | 'cpuPercent' | 'cpuNsPerCall' | 'peerCpuNsPerCall' | 'othersCpuPercent';

/** Nothing when no round knows it. */
function medianOfThoseWhoKnow(
  rounds: readonly Round[],
  name: MayBeUnknown,
): Partial<Record<MayBeUnknown, number>> {
  const known = rounds.flatMap((round) => round[name] ?? []);
  return known.length === 0 ? {} : { [name]: tidy(median(known)) };
}

function figuresOf(rounds: readonly Round[]): Pick<Result, 'figures'> {
  const names = Object.keys(rounds[0]?.figures ?? {});
  if (names.length === 0) return {};
  const medianOf = (name: string) => tidy(median(rounds.flatMap(({ figures }) => figures?.[name] ?? [])));
  return { figures: Object.fromEntries(names.map((name) => [name, medianOf(name)])) };
}

/** One digit behind the point; the rest is noise of the clock's floating-point milliseconds. */
function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}
