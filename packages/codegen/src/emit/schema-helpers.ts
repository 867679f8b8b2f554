import { block, type Code, code, docComment, list } from './code.js';
import { aroundFunction, type ComposedNames, indexedFunctions, settleFunction } from './composed-schemas.js';
import type { SourceFile } from './source-file.js';
import { z, zod } from './zod-import.js';

/** The few functions that the schemas of a generated file share; those that are asked for are printed. */
export class SchemaHelpers {
  readonly #names: ComposedNames & Readonly<Record<'once' | 'number' | 'anyOf', string>>;
  readonly #used: Set<'once' | 'number' | 'anyOf' | 'around' | 'indexed'> = new Set();

  constructor(file: SourceFile) {
    this.#names = {
      once: file.declare('once'),
      number: file.declare('anyNumber'),
      anyOf: file.declare('anyOf'),
      around: file.declare('around'),
      indexed: file.declare('indexed'),
      all: file.declare('All'),
      merge: file.declare('merge'),
      settle: file.declare('settle'),
    };
  }

  /** A function that makes a builder build once. Marked as pure, so that bundlers drop what nothing uses. */
  once(): string {
    this.#used.add('once');
    return `/* @__PURE__ */ ${this.#names.once}`;
  }

  /** The builder of the schema of all numbers. */
  number(): string {
    this.#used.add('number').add('once');
    return this.#names.number;
  }

  /** A function from schemas of objects to a schema of what matches one or several of them. */
  anyOf(): string {
    this.#used.add('anyOf');
    return this.#names.anyOf;
  }

  /** A function from the schemas of a tuple's first elements, of its rest and of its last elements to its own. */
  around(): string {
    this.#used.add('around');
    return this.#names.around;
  }

  /** A function from schemas of records, and then of an object if there are declared properties, to that of what keeps to all. */
  indexed(): string {
    this.#used.add('indexed');
    return this.#names.indexed;
  }

  /** What was asked for so far. */
  print(): readonly Code[] {
    const settles = this.#used.has('around') || this.#used.has('indexed');
    const merges = this.#used.has('anyOf') || this.#used.has('indexed');
    return [
      ...(this.#used.has('once') ? [this.#onceFunction()] : []),
      ...(this.#used.has('number') ? [this.#numberSchema()] : []),
      ...(this.#used.has('anyOf') ? [this.#anyOfFunction()] : []),
      ...(this.#used.has('around') ? [aroundFunction(this.#names)] : []),
      ...(this.#used.has('indexed') ? indexedFunctions(this.#names) : []),
      ...(settles ? [settleFunction(this.#names)] : []),
      ...(merges ? [this.#mergeFunction()] : []),
    ];
  }

  #onceFunction(): Code {
    return [
      docComment('Schemas are built when they are first needed, and kept.'),
      `function ${this.#names.once}<Schema>(build: () => Schema): () => Schema `,
      block(['let built: Schema | undefined;', 'return () => (built ??= build());']),
    ];
  }

  #numberSchema(): Code {
    const schema = code`() => ${z}.custom<number>((value) => typeof value === 'number', 'expected number')`;
    return [
      docComment("zod's own number refuses NaN and the infinities; TypeScript's contains them."),
      [`const ${this.#names.number} = /* @__PURE__ */ ${this.#names.once}`, list('(', [schema], ')'), ';'],
    ];
  }

  #anyOfFunction(): Code {
    const tried = code`tried: readonly ${zod}.ZodSafeParseResult<unknown>[]`;
    const context = code`context: ${zod}.core.ParsePayload`;
    return [
      docComment('Tries all members, for one value may match several: what any of those declares is kept.'),
      `function ${this.#names.anyOf}`,
      code`<Member extends ${zod}.ZodType>(members: readonly Member[]): ${zod}.ZodType<${zod}.output<Member>> `,
      block([
        [
          code`const together = (${tried}, ${context}): unknown => `,
          block([
            'const matches = tried.flatMap((each) => (each.success ? [each.data] : []));',
            `if (matches.length > 0) return matches.reduce(${this.#names.merge}, matches[0]);`,
            'const errors = tried.flatMap((each) => (each.success ? [] : [each.error.issues]));',
            "context.issues.push({ code: 'invalid_union', errors, input: context.value });",
            code`return ${z}.NEVER;`,
          ]),
          ';',
        ],
        [
          code`const both = ${z}.codec(${z}.unknown(), ${z}.unknown(), `,
          block([
            'decode: (value, context) =>',
            '  together(members.map((member) => member.safeParse(value)), context),',
            'encode: (value, context) =>',
            code`  together(members.map((member) => ${z}.safeEncode(member, value as ${zod}.output<Member>)), context),`,
          ]),
          ');',
        ],
        code`return both as unknown as ${zod}.ZodType<${zod}.output<Member>>;`,
      ]),
    ];
  }

  #mergeFunction(): Code {
    const { merge } = this.#names;
    return [
      docComment('Puts together what two schemas have made of the same value.'),
      `function ${merge}(one: unknown, other: unknown): unknown `,
      block([
        `if (Array.isArray(one) && Array.isArray(other)) return one.map((item, index) => ${merge}(item, other[index]));`,
        `if (one instanceof Set && other instanceof Set) return new Set(${merge}([...one], [...other]) as unknown[]);`,
        `if (one instanceof Map && other instanceof Map) return new Map(${merge}([...one], [...other]) as [unknown, unknown][]);`,
        "if (typeof one !== 'object' || one === null || Object.getPrototypeOf(one) !== Object.prototype) return one;",
        "if (typeof other !== 'object' || other === null || Object.getPrototypeOf(other) !== Object.prototype) return other;",
        'const merged: Record<string, unknown> = { ...one };',
        [
          'for (const [key, value] of Object.entries(other)) ',
          block([`merged[key] = key in one ? ${merge}(merged[key], value) : value;`]),
        ],
        'return merged;',
      ]),
    ];
  }
}
