import { returnsStream } from '../method-kind.js';
import type { MethodShape, TypeShape } from '../service-shape.js';
import { holds, namedTypesThatHold } from '../type-graph.js';
import { block, braces, type Code, code, type ImportedSymbol, list, newLine } from './code.js';
import { type CodecContext, hintWithin } from './codec-context.js';
import { CodecForms, type ScalarName } from './codec-form.js';
import { argumentsReader, argumentsWriter } from './emit-codec-arguments.js';
import { readerBody } from './emit-codec-read.js';
import { takesUnknown, writerBody } from './emit-codec-write.js';
import { printType } from './emit-type.js';
import type { ZodPrinter } from './emit-zod.js';
import type { ModuleScope } from './module-scope.js';
import { fromDoor } from './run-time.js';

/** The functions that write and read one type. */
interface CodecPair {
  readonly write: Code;
  readonly read: Code;
  /** Whether they take how much deeper recursive types may nest. */
  readonly nests: boolean;
}

/** A pair of functions to be printed. */
interface Declared {
  readonly hint: string;
  readonly write: string;
  readonly read: string;
}

const Writer = fromDoor('Writer', true);
const Reader = fromDoor('Reader', true);

const FILE_COMMENT =
  '// How values travel between sides that agree on the contract. Below `end`, `bytes[at]` is a number.';

/** Prints the codecs that methods use when both sides agree on the contract. */
export class CodecPrinter {
  readonly #scope: ModuleScope;
  readonly #zod: ZodPrinter;
  readonly #forms: CodecForms;
  /** The named types that lead to a recursive one, and those that lead to something that crosses as a reference. */
  readonly #nesting: ReadonlySet<string>;
  readonly #referring: ReadonlySet<string>;
  readonly #pairs: Map<string, CodecPair> = new Map();
  readonly #functions: Code[] = [];
  readonly #constants: Code[] = [];
  /** Functions that have a name and are still to be printed: one after the other, so that the stack is no limit. */
  readonly #queue: (() => void)[] = [];

  constructor(scope: ModuleScope, zod: ZodPrinter) {
    this.#scope = scope;
    this.#zod = zod;
    this.#forms = new CodecForms(scope.module);
    this.#nesting = namedTypesThatHold(scope.groups, (each) => this.#isRecursive(each));
    this.#referring = namedTypesThatHold(scope.groups, isReference);
  }

  /** The codec of a method, as an object; undefined when there is nothing in it. */
  method({ name, kind, parameters, result, upload }: MethodShape): Code | undefined {
    const parts: Code[] = [];
    if (!parameters.some(({ type }) => this.#hasReferences(type)))
      parts.push(this.#arguments(name, parameters));
    const add = (part: string, shape: TypeShape | undefined): void => {
      if (shape === undefined || this.#hasReferences(shape)) return;
      const { write, read } = this.#pairOf(shape, hintWithin('', `${name} ${part}`));
      parts.push(code`${part}: ${braces([code`write: ${write}`, code`read: ${read}`])}`);
    };
    add(returnsStream(kind) ? 'item' : 'result', result);
    add('upload', upload?.item);
    return parts.length === 0 ? undefined : braces(parts);
  }

  #arguments(name: string, parameters: MethodShape['parameters']): Code {
    const args = this.#declare(hintWithin('', `${name} args`));
    this.#queue.push(() => {
      const context = this.#context(args.hint, undefined);
      const writer = argumentsWriter(parameters, context);
      const reader = argumentsReader(parameters, context);
      this.#functions.push(
        [code`function ${args.write}(writer: ${Writer}, args: readonly unknown[]): void `, block(writer)],
        [code`function ${args.read}(reader: ${Reader}): readonly unknown[] `, block(reader)],
      );
    });
    return code`args: ${braces([`write: ${args.write}`, `read: ${args.read}`])}`;
  }

  /** What the codecs that were asked for consist of. Call it last. */
  print(): readonly Code[] {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    const [first, ...more] = this.#functions;
    if (first === undefined) return this.#constants;
    return [[FILE_COMMENT, newLine, newLine, first], ...more, ...this.#constants];
  }

  #pairOf(shape: TypeShape, hint: string): CodecPair {
    const key = shape.kind === 'named' ? shape.id : JSON.stringify(shape);
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const pair = this.#newPair(shape, hint);
    this.#pairs.set(key, pair);
    return pair;
  }

  #newPair(shape: TypeShape, hint: string): CodecPair {
    const form = this.#forms.of(shape);
    const isWhole = form.form === 'self-describing' || form.form === 'instance';
    const nests = !isWhole && this.#nests(shape);
    if (form.form === 'nothing') {
      return { write: fromDoor('writeMismatch'), read: fromDoor('readNever'), nests: false };
    }
    // What is of a type by another name is read by a function that gives it that name.
    const isItself = shape.kind === 'primitive' || (shape.kind === 'builtin' && !shape.ownMemory);
    if (form.form === 'scalar' && isItself) {
      return { write: scalarWriter(form.scalar), read: fromDoor(`read${form.scalar}`), nests: false };
    }
    const names = this.#declare(this.#nameOf(shape) ?? hint);
    this.#queue.push(() => this.#printReader(shape, names, nests));
    switch (form.form) {
      case 'scalar':
        return { write: scalarWriter(form.scalar), read: names.read, nests };
      case 'literals':
      case 'instance':
      case 'self-describing':
        return { write: fromDoor('writeValue'), read: names.read, nests };
      case 'constrained':
        return { ...this.#pairOf(form.base, `${hint}Base`), read: names.read, nests };
      default:
        this.#queue.push(() => this.#printWriter(shape, names, nests));
        return { write: names.write, read: names.read, nests };
    }
  }

  /** What a type is called: what the sources call it, or what it is made of, if that is said in a few words. */
  #nameOf(shape: TypeShape): string | undefined {
    const madeOf = (
      parts: readonly TypeShape[],
      text: (...names: string[]) => string,
    ): string | undefined => {
      const names = parts.map((part) => this.#nameOf(part));
      return names.every((name) => name !== undefined) ? text(...names) : undefined;
    };
    switch (shape.kind) {
      case 'named':
        return this.#scope.wordsOf(shape.id);
      case 'primitive':
      case 'builtin':
        return hintWithin('', shape.name);
      case 'array':
        return madeOf([shape.element], (element) => `${element}Array`);
      case 'set':
        return madeOf([shape.element], (element) => `${element}Set`);
      case 'map':
        return madeOf([shape.key, shape.value], (key, value) => `${key}To${value}Map`);
      case 'union':
        return shape.members.length > 3 ? undefined : madeOf(shape.members, (...names) => names.join('Or'));
      default:
        return undefined;
    }
  }

  #declare(wished: string): Declared {
    const hint = wished === '' ? 'Value' : wished;
    const { file } = this.#scope;
    return { hint, write: file.declare(`write${hint}`), read: file.declare(`read${hint}`) };
  }

  #printWriter(shape: TypeShape, { hint, write }: Declared, nests: boolean): void {
    const type = takesUnknown(this.#forms.of(shape)) ? 'unknown' : printType(shape, this.#scope);
    const depth = this.#depthOf(shape, nests);
    const body = writerBody(shape, this.#context(hint, depth));
    const parameters = [
      code`writer: ${Writer}`,
      code`value: ${type}`,
      ...depthParameter(depth, 'writer.maxDepth'),
    ];
    const deeper = code`const inside = ${fromDoor('deeperOut')}(writer, depth);`;
    this.#functions.push([
      `function ${write}`,
      list('(', parameters, ')'),
      ': void ',
      block(goesDeeper(depth) ? [deeper, ...body] : body),
    ]);
  }

  #printReader(shape: TypeShape, { hint, read }: Declared, nests: boolean): void {
    const depth = this.#depthOf(shape, nests);
    const body = readerBody(shape, this.#context(hint, depth));
    const parameters = [code`reader: ${Reader}`, ...depthParameter(depth, 'reader.maxDepth')];
    const deeper = code`const inside = ${fromDoor('deeperIn')}(reader, depth);`;
    this.#functions.push([
      code`function ${read}`,
      list('(', parameters, ')'),
      code`: ${printType(shape, this.#scope)} `,
      block(goesDeeper(depth) ? [deeper, ...body] : body),
    ]);
  }

  #depthOf(shape: TypeShape, nests: boolean): DepthInBody | undefined {
    return nests ? { name: this.#isRecursive(shape) ? 'inside' : 'depth', used: false } : undefined;
  }

  #context(hint: string, depth: DepthInBody | undefined): CodecContext {
    const depthOf = (pairs: readonly CodecPair[]): readonly Code[] => {
      if (depth === undefined || !pairs.some(({ nests }) => nests)) return [];
      depth.used = true;
      return [depth.name];
    };
    const call = (name: Code, args: readonly Code[]): Code => [name, list('(', args, ')')];
    return {
      hint,
      formOf: (shape) => this.#forms.of(shape),
      typeOf: (shape) => printType(shape, this.#scope),
      write: (shape, part, value) => {
        const pair = this.#pairOf(shape, part);
        return call(pair.write, ['writer', value, ...depthOf([pair])]);
      },
      read: (shape, part) => {
        const pair = this.#pairOf(shape, part);
        return call(pair.read, ['reader', ...depthOf([pair])]);
      },
      writer: (shape, part) => this.#pairOf(shape, part).write,
      reader: (shape, part) => this.#pairOf(shape, part).read,
      depthFor: (...shapes) => depthOf(shapes.map((shape) => this.#pairOf(shape, hint))),
      schemaOf: (shape) => {
        if (shape.kind === 'named' && this.#scope.hasSchema(shape.id))
          return this.#scope.schemaName(shape.id);
        const built: Code = [`${this.#zod.helpers.once()}(() => `, this.#zod.print(shape), ')'];
        return this.#constant(`${hint}Schema`, built);
      },
      constant: (suffix, value) => this.#constant(`${hint}${suffix}`, value),
      isTaken: (name) => this.#scope.file.isTaken(name),
    };
  }

  #constant(wished: string, value: Code): string {
    const name = this.#scope.file.declare(wished.charAt(0).toLowerCase() + wished.slice(1));
    this.#constants.push([`const ${name} = `, value, ';']);
    return name;
  }

  #isRecursive(shape: TypeShape): boolean {
    return shape.kind === 'named' && this.#scope.recursionOf(shape.id) !== undefined;
  }

  /** Whether a recursive type is anywhere in the shape. */
  #nests(shape: TypeShape): boolean {
    return holds(shape, this.#nesting, (each) => this.#isRecursive(each));
  }

  /** Whether something that crosses as a reference is anywhere in the shape: that is found by its schema. */
  #hasReferences(shape: TypeShape): boolean {
    return holds(shape, this.#referring, isReference);
  }
}

/** How many levels may still come, as the body of a function knows it; a body has no use for it where no codec goes on. */
interface DepthInBody {
  readonly name: 'depth' | 'inside';
  used: boolean;
}

function depthParameter(depth: DepthInBody | undefined, initial: string): readonly Code[] {
  return depth === undefined ? [] : [`${depth.used ? 'depth' : '_depth'}: number = ${initial}`];
}

function goesDeeper(depth: DepthInBody | undefined): boolean {
  return depth?.used === true && depth.name === 'inside';
}

function isReference({ kind }: TypeShape): boolean {
  return kind === 'callback' || kind === 'remote';
}

function scalarWriter(scalar: ScalarName): ImportedSymbol {
  const needsNoCheck = scalar === 'Null' || scalar === 'Undefined' || scalar === 'Unknown';
  return fromDoor(needsNoCheck ? 'writeValue' : `write${scalar}`);
}
