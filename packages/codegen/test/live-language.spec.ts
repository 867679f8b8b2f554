import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RpcError, type RpcSession, Server } from '@flipcall/rpc';
import type { ServiceDescriptor } from '@flipcall/rpc/codegen-v1';
import { memoryPair } from '@flipcall/rpc/testing';
import { type Call, LIVE_LANGUAGE } from './support/live-language.js';
import { load, type Workspace, workspace } from './support/workspace.js';

/** `UPDATE_GOLDEN=1 jest packages/codegen/test/live-language` writes it anew; look at the difference before it is committed. */
const GOLDEN = join(__dirname, 'golden/live-language.md');
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

/** What the compiler is to prove of the clients is written where the proofs of the golden services are. */
const CLIENT_PROOF = join(__dirname, 'golden/kinds/client-proof.ts');

const ROWS = LIVE_LANGUAGE.map((row, index) => ({ ...row, index, service: `Live${index}` }));

const SOURCES = Object.fromEntries(
  ROWS.map(({ source = '', method, index, service }) => [
    `live${index}.ts`,
    `${source}\nexport interface ${service} { call${method}; }\n`,
  ]),
);

const COMPILER_TIMEOUT = 180_000;

describe('what crosses without being data', () => {
  let project: Workspace;
  let texts: readonly string[];

  beforeAll(() => {
    project = workspace(SOURCES, { lib: ['es2023', 'esnext.disposable', 'dom'] });
    const { files, diagnostics } = project.generate(...Object.keys(SOURCES));
    expect(diagnostics).toEqual([]);
    const byPath = new Map(files.map(({ path, text }) => [path, text]));
    texts = ROWS.map(({ index }) => byPath.get(project.path(`gen/live${index}.flipcall.ts`)) ?? '');
  });

  afterAll(() => project[Symbol.dispose]());

  it.each(ROWS)('$name: $method', async ({ index, service, handler, use, gives, wrong }) => {
    const generated = load(texts[index] ?? '');
    // What a generated file exports by these names.
    const descriptor = generated[service] as ServiceDescriptor<object>;
    const create = generated[`create${service}Client`] as (session: RpcSession) => { readonly call: Call };
    const server = new Server({ onHandlerError: () => undefined }).add(descriptor, { call: handler });
    using pair = memoryPair({ server });
    const { call } = create(pair.client);
    expect(await use(call)).toEqual(gives);
    if (wrong === undefined) return;
    const [misuse, says] = wrong;
    const failure = await Promise.resolve(misuse(call)).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(RpcError);
    expect(String(failure)).toContain(`: ${says}`);
  });

  it('gives the clients, handlers and schemas that are committed', () => {
    const golden = ROWS.map(({ name, source, method, index }) =>
      [
        `## ${name}`,
        `\`\`\`ts\n${source === undefined ? '' : `${source}\n`}call${method}\n\`\`\``,
        `\`\`\`ts\n${partsOf(texts[index] ?? '')}\n\`\`\``,
      ].join('\n\n'),
    );
    const text = `# What becomes of what is not data\n\n${golden.join('\n\n')}\n`;
    if (UPDATE) writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it(
    'has clients, blocking ones too, whose types follow from those of the sources',
    async () => {
      const proofs = ROWS.filter(({ special }) => special !== true).map(({ index, service }) => {
        const blocks = texts[index]?.includes(`interface ${service}SyncClient`) === true;
        const clients = [`${service}Client`, ...(blocks ? [`${service}SyncClient`] : [])];
        return [
          `proof${index}.ts`,
          [
            "import type * as rule from './client-proof.js';",
            `import type { ${clients.join(', ')} } from './gen/live${index}.flipcall.js';`,
            `import type { ${service} } from './live${index}.js';`,
            'export type Proofs = [',
            `  rule.Proof<rule.Equal<${service}Client['call'], rule.Called<${service}['call']>>>,`,
            ...(blocks
              ? [`  rule.Proof<rule.Equal<${service}SyncClient['call'], rule.Blocking<${service}['call']>>>,`]
              : []),
            '];',
          ].join('\n'),
        ];
      });
      project.write({
        'client-proof.ts': readFileSync(CLIENT_PROOF, 'utf8'),
        ...Object.fromEntries(proofs),
      });
      await expect(project.typeCheck()).resolves.toBe('');
    },
    COMPILER_TIMEOUT,
  );
});

/** What of a generated file depends on the method: its signatures, and its schemas. */
function partsOf(text: string): string {
  const signatures = [...text.matchAll(/^export interface Live\d+(\w+) (\{[\s\S]*?\n\})/gm)].map(
    ([, kind, body]) => `interface ${kind} ${body}`,
  );
  const spec =
    /^ {2}methods: \[\n([\s\S]*?)^ {2}\],$/m.exec(text)?.[1]?.replaceAll(/^ {4}/gm, '').trimEnd() ?? '';
  return [...signatures, spec].join('\n\n');
}
