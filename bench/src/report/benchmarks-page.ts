import type { Run } from '../run.js';
import { scenarios } from '../scenarios/index.js';
import { subjects } from '../subjects/index.js';
import { charts } from './charts.js';
import { goalTable, missedGoals } from './goal-table.js';
import { machineLine } from './machine-line.js';
import { markdownTable } from './markdown.js';
import { scenarioTable } from './scenario-table.js';

/** `docs/benchmarks/README.md`, all of it. */
export function benchmarksPage(run: Run, versions: Readonly<Record<string, string>>): string {
  const { results } = run;
  const measured = new Set(results.map(({ scenario }) => scenario));
  const chapters = scenarios
    .filter(({ name }) => measured.has(name))
    .map((scenario) =>
      [
        `## ${scenario.name}`,
        `${capitalized(scenario.about)}.`,
        ...charts
          .filter((chart) => chart.scenario === scenario.name)
          .map(({ alt, file }) => `![${alt}](${file})`),
        scenarioTable(scenario, results),
      ].join('\n\n'),
    );
  const missed = missedGoals(results);
  return `<!-- Written by npm run bench -- --report. Do not edit. -->
# Benchmarks

One run on ${machineLine(run)}.
\`npm run bench\` measures the same on your machine, \`npm run bench -- --report\` writes this page; [results.json](results.json) has every figure.

## How good it is to be

${goalTable(results)}

${missed === '' ? '' : `What is in the way of those that are missed:\n\n${missed}\n\n`}## How it is measured

Each subject runs in processes of its own, is used the way its documentation recommends, and sends the same message,
\`{name: 'hello world', a: 42, v: [1.5, 2.5, 3.5]}\`, typed, and checked by whoever receives it where there is a way to. In a scenario
the subjects take turns, round by round, after a round that does not count, so that whatever else the machine does hits all
alike. A figure is the median over the rounds, "of the rounds" are the lowest and the highest; what is too short for the
clock is timed several at once. CPU time is the kernel's account of all processes of a subject. Times depend on the machine;
ratios depend on it less, but they do: with one CPU, or with all CPUs busy, spinning gains nothing, and
[flipcall's lead shrinks](../when-not-to-use-flipcall.md).

${markdownTable(
  ['subject', 'what it is'],
  subjects.map(({ name, about }) => [`\`${name}\``, about]),
).replace('| --: |', '| --- |')}

Versions: ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.

${chapters.join('\n\n')}
`;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
