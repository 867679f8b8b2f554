import { block, type Code, code, docComment } from './code.js';
import { z, zod } from './zod-import.js';

/** What the functions are called in the generated file. */
export interface ComposedNames {
  readonly around: string;
  readonly indexed: string;
  readonly all: string;
  readonly merge: string;
  readonly settle: string;
}

/** How what zod finds is passed on by a schema that is made of others. */
export function settleFunction({ settle }: ComposedNames): Code {
  return [
    docComment('Passes on what other schemas have found.'),
    code`function ${settle}(parsed: ${zod}.ZodSafeParseResult<unknown>, context: ${zod}.core.ParsePayload): unknown `,
    block([
      'if (parsed.success) return parsed.data;',
      '// To the compiler an issue that is told and one that is to be told are different things.',
      'context.issues.push(...(parsed.error.issues as never[]));',
      code`return ${z}.NEVER;`,
    ]),
  ];
}

/** The schema of a tuple with elements after its rest. */
export function aroundFunction({ around, settle }: ComposedNames): Code {
  const items = (name: string): Code => code`${name} extends readonly ${zod}.ZodType[]`;
  const outputs = (name: string): Code =>
    code`...{ -readonly [Index in keyof ${name}]: ${zod}.output<${name}[Index]> }`;
  return [
    docComment(
      "A tuple with something after its rest, which zod's own has not: one with as many places as a value.",
    ),
    `function ${around}<const `,
    code`${items('First')}, Rest extends ${zod}.ZodType, const ${items('Last')}>`,
    code`(first: First, rest: Rest, last: Last): `,
    code`${zod}.ZodType<[${outputs('First')}, ...${zod}.output<Rest>[], ${outputs('Last')}]> `,
    block([
      [
        code`const tupleFor = (value: unknown): ${zod}.ZodType => `,
        block([
          'const count = Array.isArray(value) ? value.length - first.length - last.length : 0;',
          'const between = Array.from({ length: Math.max(count, 0) }, () => rest);',
          code`return ${z}.tuple([...first, ...between, ...last] as unknown as readonly [${zod}.ZodType]);`,
        ]),
        ';',
      ],
      [
        code`const both = ${z}.codec(${z}.unknown(), ${z}.unknown(), `,
        block([
          `decode: (value, context) => ${settle}(tupleFor(value).safeParse(value), context),`,
          code`encode: (value, context) => ${settle}(${z}.safeEncode(tupleFor(value), value), context),`,
        ]),
        ');',
      ],
      'return both as never;',
    ]),
  ];
}

/** The schema of an object with several index signatures, or with one of some keys beside its properties. */
export function indexedFunctions({ indexed, all, merge, settle }: ComposedNames): readonly Code[] {
  const part = code`${zod}.ZodRecord | ${zod}.ZodObject`;
  const result = code`${zod}.ZodSafeParseResult<unknown>`;
  return [
    [
      `type ${all}<Parts> = Parts extends readonly [infer First extends `,
      code`${zod}.ZodType, ...infer More] ? ${zod}.output<First> & ${all}<More> : unknown;`,
    ],
    [
      docComment(
        'An object whose keys say to which schemas their values keep: to those of all the parts that take the key.',
      ),
      code`function ${indexed}<const Parts extends readonly (${part})[]>(parts: Parts): ${zod}.ZodType<${all}<Parts>> `,
      block([
        code`const whole = ${z}.record(${z}.string(), ${z}.unknown());`,
        code`const object = parts.find((part) => part instanceof ${z}.ZodObject);`,
        'const declared = new Set(object === undefined ? [] : Object.keys(object.shape));',
        [
          code`const takes = (part: ${part}, key: string): boolean => `,
          block([
            'if (part === object || declared.has(key)) return part === object && declared.has(key);',
            code`const { keyType } = part as ${zod}.ZodRecord;`,
            code`return keyType instanceof ${z}.ZodNumber ? String(Number(key)) === key : ${z}.safeParse(keyType, key).success;`,
          ]),
          ';',
        ],
        '// Beside declared properties, a key that nothing takes is dropped; where there are none, it is refused.',
        'const isLeftOver = (key: string): boolean => object === undefined && !parts.some((part) => takes(part, key));',
        [
          code`const together = (value: unknown, context: ${zod}.core.ParsePayload, parse: (part: ${part}, share: unknown) => ${result}): unknown => `,
          block([
            'const record = whole.safeParse(value);',
            `if (!record.success) return ${settle}(record, context);`,
            'const entries = Object.entries(record.data);',
            [
              'const made = parts.map((part, index) => ',
              block([
                'const share = entries.filter(([key]) => takes(part, key) || (index === 0 && isLeftOver(key)));',
                `return ${settle}(parse(part, Object.fromEntries(share)), context);`,
              ]),
              ');',
            ],
            `return made.reduce(${merge}, made[0]);`,
          ]),
          ';',
        ],
        [
          code`const both = ${z}.codec(${z}.unknown(), ${z}.unknown(), `,
          block([
            'decode: (value, context) => together(value, context, (part, share) => part.safeParse(share)),',
            code`encode: (value, context) => together(value, context, (part, share) => ${z}.safeEncode(part, share as never)),`,
          ]),
          ');',
        ],
        'return both as never;',
      ]),
    ],
  ];
}
