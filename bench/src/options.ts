import { parseArgs } from 'node:util';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';

export const usage: string = `npm run bench -- [options]

  --scenario a,b   only these (${scenarios.map(({ name }) => name).join(', ')})
  --seconds N      how long each subject is measured in each scenario (default 3)
  --json FILE      writes the results there
  --report         writes docs/benchmarks/ and the figures in the README and the guides
  --from FILE      takes the results from there, measuring nothing (with --report)
  --save-baseline  writes bench/baseline.json, which --check compares with
  --check          measures only some ratios, briefly, and fails if one fell by more than a third
  --help`;

export interface Options {
  readonly scenarios: readonly Scenario[];
  readonly seconds: number;
  readonly json: string | undefined;
  readonly from: string | undefined;
  readonly report: boolean;
  readonly saveBaseline: boolean;
  readonly check: boolean;
  readonly help: boolean;
}

/** Throws an `Error` that says what is wrong with the arguments. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenario: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string', default: '3' },
      json: { type: 'string' },
      from: { type: 'string' },
      report: { type: 'boolean', default: false },
      'save-baseline': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error(`--seconds is to be a number above 0, not ${values.seconds}`);
  const names = values.scenario.flatMap((list) => list.split(','));
  const saveBaseline = values['save-baseline'];
  if (names.length > 0 && (values.report || saveBaseline || values.check)) {
    throw new Error('--report, --save-baseline and --check choose their scenarios: leave out --scenario');
  }
  return {
    scenarios: names.length === 0 ? scenarios : names.map(scenarioNamed),
    seconds,
    json: values.json,
    from: values.from,
    report: values.report,
    saveBaseline,
    check: values.check,
    help: values.help,
  };
}

function scenarioNamed(wanted: string): Scenario {
  const scenario = scenarios.find(({ name }) => name === wanted);
  if (scenario) return scenario;
  throw new Error(
    `there is no scenario ${wanted}; there are ${scenarios.map(({ name }) => name).join(', ')}`,
  );
}
