import { relative } from 'node:path';
import type { ServiceDescription } from '../describe.js';
import type { ModuleShape } from '../service-shape.js';
import { EXIT } from './exit-codes.js';
import { printDiagnostics } from './print-diagnostics.js';
import { readSettings, type SettingsInput } from './settings.js';
import type { Surroundings } from './surroundings.js';

/** How a description is written; `json` is the snapshot that `flipcall breaking` compares with. */
export const DESCRIPTIONS = ['table', 'markdown', 'json', 'json-schema'] as const;

/** What `flipcall describe` is told. */
export interface DescribeCommand extends Omit<SettingsInput, 'out'> {
  readonly format: (typeof DESCRIPTIONS)[number];
}

/** `flipcall describe`; gives the exit code. */
export async function runDescribe(command: DescribeCommand, around: Surroundings): Promise<number> {
  const settings = await readSettings({ ...command, out: '.' }, around.cwd);
  const { readContract } = await import('../read-contract.js');
  const { modules, diagnostics } = readContract(settings);
  if (diagnostics.length > 0) {
    printDiagnostics(diagnostics, 'pretty', around);
    return EXIT.refused;
  }
  around.stdout.write(await describe(modules, command.format, around.cwd));
  return EXIT.done;
}

async function describe(
  modules: readonly ModuleShape[],
  format: DescribeCommand['format'],
  cwd: string,
): Promise<string> {
  switch (format) {
    case 'json':
      return snapshot(modules, cwd);
    case 'json-schema': {
      const { jsonSchemaOf } = await import('../json-schema.js');
      const [only, ...others] = modules.map(jsonSchemaOf);
      return `${JSON.stringify(others.length === 0 ? only : [only, ...others], null, 2)}\n`;
    }
    default: {
      const { describeModule } = await import('../describe.js');
      return modules
        .flatMap(describeModule)
        .map(format === 'table' ? table : markdown)
        .join('\n');
    }
  }
}

/** Paths in it are relative, so that it can be committed. */
function snapshot(modules: readonly ModuleShape[], cwd: string): string {
  const withoutFolder = (key: string, value: unknown): unknown =>
    key === 'file' && typeof value === 'string' ? relative(cwd, value) : value;
  return `${JSON.stringify({ modules }, withoutFolder, 2)}\n`;
}

function table({ name, doc, contractHash, methods }: ServiceDescription): string {
  const rows = methods.map((method) => [
    method.name,
    method.kind,
    `(${method.parameters})`,
    [method.result, ...method.throws.map((error) => `throws ${error}`)].join(', '),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`,
  );
  const head = `${name}  ${contractHash}${doc === undefined ? '' : `\n${doc}`}`;
  return `${[head, ...lines].join('\n')}\n`;
}

function markdown({ name, doc, contractHash, methods }: ServiceDescription): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = methods.map((method) => {
    const signature = `\`${method.name}(${cell(method.parameters)})\``;
    const throws = method.throws.map((error) => `\`${error}\``).join(', ');
    return `| ${signature} | ${method.kind} | \`${cell(method.result)}\` | ${throws} | ${cell(method.doc ?? '')} |`;
  });
  const head = [
    `## ${name}`,
    '',
    ...(doc === undefined ? [] : [doc, '']),
    `Contract \`${contractHash}\`.`,
    '',
  ];
  return `${[...head, '| method | kind | returns | throws | |', '|---|---|---|---|---|', ...rows].join('\n')}\n`;
}
