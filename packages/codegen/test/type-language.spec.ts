import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { MethodSpec, ServiceDescriptor } from '../../rpc/src/service.js';
import { NotSendable } from '../../rpc/src/wire/not-sendable.js';
import { decode, encode } from '../../rpc/test/bytes.js';
import { outcomes } from './support/outcome.js';
import { proof } from './support/proof.js';
import { TYPE_LANGUAGE } from './support/type-language.js';
import { load, type Workspace, workspace } from './support/workspace.js';

/** `UPDATE_GOLDEN=1 jest packages/codegen/test/type-language` writes it anew; look at the difference before it is committed. */
const GOLDEN = join(__dirname, 'golden/type-language.md');
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

/**
 * Each row of the table becomes a file with a service that takes the row's type. All are generated together, and what
 * came of them is tried with values that went over the wire, compared with what is committed, and checked by the compiler.
 */
const SOURCES = Object.fromEntries(
  TYPE_LANGUAGE.map(({ source = '', type }, index) => [
    `row${index}.ts`,
    `${source}\nexport type Value = ${type};\nexport interface Row${index} { send(value: Value): void }\n`,
  ]),
);

/** The compiler has all files to read twice, on a machine that may have other tests to run, in milliseconds. */
const COMPILER_TIMEOUT = 180_000;

describe('the type language', () => {
  let project: Workspace;
  let texts: readonly (string | undefined)[];
  let schemas: readonly z.ZodType[];

  beforeAll(() => {
    project = workspace(SOURCES);
    const { files, diagnostics } = project.generate(...Object.keys(SOURCES));
    expect(diagnostics).toEqual([]);
    const byName = new Map(files.map(({ path, text }) => [path, text]));
    texts = TYPE_LANGUAGE.map((_, index) => byName.get(project.path(`gen/row${index}.flipcall.ts`)));
    schemas = texts.map(argumentSchema);
  });

  afterAll(() => project[Symbol.dispose]());

  it.each(TYPE_LANGUAGE.map((row, index) => ({ ...row, index })))(
    '$name: $type',
    ({ index, accepts, rejects, strips = [] }) => {
      const sent = [...accepts, ...rejects.map(([value]) => value), ...strips.map(([value]) => value)];
      expect(sent.map((value) => [value, receive(schemas[index], value)])).toEqual([
        ...accepts.map((value) => [value, { value }]),
        ...rejects.map(([value, path]) => [value, { path }]),
        ...strips.map(([value, arrived]) => [value, { value: arrived }]),
      ]);
    },
  );

  it.each(TYPE_LANGUAGE.map((row, index) => ({ ...row, index })))(
    '$name: $type, without its keys',
    ({ index, accepts, rejects, strips = [] }) => {
      for (const value of [...accepts, ...rejects.map(([sent]) => sent), ...strips.map(([sent]) => sent)]) {
        const { compact, plain } = outcomes(methodOf(texts[index], index), [value]);
        // An array in the place of an object does not even leave.
        if (!('unsent' in compact && 'refused' in plain))
          expect({ value, ...compact }).toEqual({ value, ...plain });
      }
    },
  );

  it('gives the schemas that are committed', () => {
    const golden = TYPE_LANGUAGE.map(({ name, type, source }, index) =>
      [
        `## ${name}`,
        `\`\`\`ts\n${source === undefined ? '' : `${source.trim()}\n`}type Value = ${type};\n\`\`\``,
        `\`\`\`ts\n${schemaPart(texts[index])}\n\`\`\``,
      ].join('\n\n'),
    );
    const text = `# What each kind of type is turned into\n\n${golden.join('\n\n')}\n`;
    if (UPDATE) writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it(
    'has schemas whose types are those of the sources, and output that passes the strictest settings',
    async () => {
      const proofs = Object.fromEntries(
        TYPE_LANGUAGE.map((_, index) => [
          `gen/proof${index}.ts`,
          proof(texts[index] ?? '', `../row${index}.js`),
        ]),
      );
      project.write(proofs);
      await expect(project.typeCheck()).resolves.toBe('');
    },
    COMPILER_TIMEOUT,
  );
});

function methodOf(text: string | undefined, index: number): MethodSpec {
  if (text === undefined) throw new TypeError(`row ${index} gave no file`);
  const service = load(text)[`Row${index}`] as ServiceDescriptor<unknown>;
  const [method] = service.methods;
  if (method === undefined) throw new TypeError(`row ${index} has no method`);
  return method;
}

function argumentSchema(text: string | undefined, index: number): z.ZodType {
  return methodOf(text, index).args();
}

/** What of a generated file depends on the type: how the argument is validated, and with which types and constants. */
function schemaPart(text = ''): string {
  const imports = text.match(/^import type .*';$/gm) ?? [];
  const names = imports.map((line) =>
    line.replace(/Row\d+ as Row\d+Source(, )?/, '').replace(/\.\.\/row\d+/, '../row'),
  );
  const args =
    /^ {6}args: \(\) => ([\s\S]*?),\n {6}compact: /m.exec(text)?.[1]?.replaceAll('\n      ', '\n') ?? '';
  const declarations =
    text.match(/^type [\s\S]*?;$(?=\n\n)|^const (?!anyNumber|\w+(?:Values|Pattern) )[\s\S]*?\);$/gm) ?? [];
  return [...names.filter((line) => !line.includes('{ }')), args, ...declarations].join('\n\n');
}

/** What comes out of the one argument once it went over the wire, or the path to what is wrong with it. */
function receive(schema: z.ZodType | undefined, value: unknown): { value: unknown } | { path: string } {
  const parsed = schema?.safeParse([arrived(value)]);
  if (parsed === undefined) throw new TypeError('no schema');
  if (parsed.success) return { value: (parsed.data as readonly unknown[])[0] };
  return { path: parsed.error.issues[0]?.path.slice(1).join('.') ?? 'nothing wrong' };
}

/** A value as it comes out of the wire; as it is, when it would never get there. */
function arrived(value: unknown): unknown {
  try {
    return decode(encode(value));
  } catch (error) {
    if (error instanceof NotSendable) return value;
    throw error;
  }
}
