import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { load, type Workspace, workspace } from './support/workspace.js';

/** Interfaces with the public types of packages from npm in them. */
const SOURCES = {
  'estree.ts': `
import type { Expression, Node, Program } from 'estree';
export interface Parser { parse(code: string): Promise<Program>; find(root: Node, name: string): Expression | null }`,
  'language.ts': `
import type { CodeAction, CompletionItem, Diagnostic, DocumentSymbol, Hover, Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
export interface Language {
  complete(uri: string, at: Position): Promise<CompletionItem[]>;
  check(uri: string): Promise<readonly Diagnostic[]>;
  hover(uri: string, at: Position): Promise<Hover | null>;
  rename(uri: string, at: Range, name: string): Promise<WorkspaceEdit>;
  actions(uri: string, at: Range): Promise<CodeAction[]>;
  symbols(uri: string): Promise<DocumentSymbol[]>;
  apply(edits: TextEdit[]): Promise<string>;
}`,
  'openapi.ts': `
import type { OpenAPIV3, OpenAPIV3_1 } from 'openapi-types';
export interface Docs { old(): Promise<OpenAPIV3.Document['components']>; parameter(it: OpenAPIV3_1.ParameterObject): OpenAPIV3_1.SchemaObject }`,
  'schema.ts': `
import type { JSONSchema4, JSONSchema7 } from 'json-schema';
export interface Schemas { check(schema: JSONSchema7, value: unknown): Promise<boolean>; old(schema: JSONSchema4): void }`,
  'fest.ts': `
import type { CamelCasedPropertiesDeep, Except, JsonObject, Jsonify, JsonValue, LiteralUnion, Merge, MergeExclusive, PartialDeep, RequireAtLeastOne, SetRequired, Simplify, Tagged } from 'type-fest';
interface User { id: UserId; name: { first: string; last?: string }; tags: string[]; created_at: Date }
export type UserId = Tagged<string, 'UserId'>;
export interface Fest {
  json(value: JsonValue): JsonObject;
  patch(id: UserId, patch: PartialDeep<User>): SetRequired<Partial<User>, 'id'>;
  color(color: LiteralUnion<'red' | 'blue', string>): Except<User, 'tags'>;
  merged(user: Merge<User, { id: number }>): Simplify<User & { extra: 1 }>;
  camel(user: CamelCasedPropertiesDeep<User>): Jsonify<User>;
  either(one: RequireAtLeastOne<{ a?: string; b?: number }>): MergeExclusive<{ a: string }, { b: number }>;
}`,
  'zod.ts': `
import * as z from 'zod';
const PersonId = z.uuid().brand('PersonId');
export type PersonId = z.infer<typeof PersonId>;
const Person = z.object({ id: PersonId, name: z.string(), age: z.number().optional(), kind: z.enum(['a', 'b']), at: z.date() });
export interface People { add(person: z.infer<typeof Person>): Promise<z.output<typeof Person>> }`,
  'node.ts': `
import type { CpuInfo, NetworkInterfaceInfo } from 'node:os';
import type { ParsedPath } from 'node:path';
export interface System { cpus(): CpuInfo[]; path(path: string): ParsedPath; net(): NodeJS.Dict<NetworkInterfaceInfo[]>; memory(): NodeJS.MemoryUsage; env(): NodeJS.ProcessEnv }`,
} as const;

jest.setTimeout(120_000);

describe('types of packages', () => {
  let project: Workspace;
  let texts: ReadonlyMap<string, string>;

  beforeAll(() => {
    const modules = join(__dirname, '../node_modules');
    project = workspace(SOURCES, {
      types: ['node'],
      typeRoots: [join(__dirname, '../../../node_modules/@types')],
    });
    const installed = [
      '@types/estree',
      '@types/json-schema',
      'openapi-types',
      'type-fest',
      'vscode-languageserver-types',
    ];
    mkdirSync(project.path('node_modules/@types'), { recursive: true });
    for (const name of installed) symlinkSync(join(modules, name), project.path(`node_modules/${name}`));
    const { files, diagnostics } = project.generate(...Object.keys(SOURCES));
    expect(diagnostics).toEqual([]);
    texts = new Map(files.map(({ path, text }) => [path, text]));
  });

  afterAll(() => project[Symbol.dispose]());

  it('are read, and give output that passes the strictest settings', async () => {
    await expect(project.typeCheck()).resolves.toBe('');
  });

  it('of which a package says any are taken as unknown: whatever can be sent', () => {
    const { Language } = load(texts.get(project.path('gen/language.flipcall.ts')) ?? '');
    const { methods } = Language as {
      methods: readonly { name: string; result: () => { parse(value: unknown): unknown } }[];
    };
    const complete = methods.find(({ name }) => name === 'complete');
    const items = [{ label: 'a', data: { deep: [1, 'x'] } }];
    expect(complete?.result().parse(items)).toEqual(items);
    expect(() => complete?.result().parse([{ label: 1 }])).toThrow('expected string');
  });
});
