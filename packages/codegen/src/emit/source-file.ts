import { BUILTIN_NAMES } from '../service-shape.js';
import { braces, type Code, type ImportedSymbol, join, newLine, quoted } from './code.js';
import { layOut } from './layout.js';

/** Names that generated code means literally, and so must not be shadowed by an import. */
const GLOBAL_NAMES = [
  ...BUILTIN_NAMES,
  'AbortSignal',
  'Array',
  'AsyncIterable',
  'Infinity',
  'Iterable',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'Readonly',
  'ReadonlyMap',
  'ReadonlySet',
  'Set',
  'undefined',
] as const;

/**
 * One generated file: hands out names that are unique in it, and prints its parts below an import block made of the
 * symbols that they mention.
 */
export class SourceFile {
  readonly #taken: Set<string> = new Set<string>(GLOBAL_NAMES);

  /** The wished name, or the first free one of `name2`, `name3`…; it is taken from then on. */
  declare(wished: string): string {
    let name = wished;
    for (let number = 2; this.#taken.has(name); number++) name = `${wished}${number}`;
    this.#taken.add(name);
    return name;
  }

  /** Whether the file has something of that name already. */
  isTaken(name: string): boolean {
    return this.#taken.has(name);
  }

  /** The whole text. Names for the imports are found here, so everything must have been declared before. */
  print(header: Code, parts: readonly Code[]): string {
    const symbols = [...symbolsIn(parts)].sort((one, other) => compare(sortKey(one), sortKey(other)));
    const names = new Map<string, string>();
    for (const symbol of symbols) names.set(symbolKey(symbol), this.declare(symbol.localName));
    const nameOf = (symbol: ImportedSymbol): string => names.get(symbolKey(symbol)) ?? symbol.localName;

    const imports = importBlock(symbols, nameOf);
    const whole = join([[header, newLine, imports], ...parts], [newLine, newLine]);
    return `${layOut(whole, nameOf)}\n`;
  }
}

function importBlock(symbols: readonly ImportedSymbol[], nameOf: (symbol: ImportedSymbol) => string): Code {
  const byModule = new Map<string, ImportedSymbol[]>();
  for (const symbol of symbols) {
    const ofModule = byModule.get(symbol.module);
    if (ofModule === undefined) byModule.set(symbol.module, [symbol]);
    else ofModule.push(symbol);
  }
  const lines: Code[] = [];
  for (const [module, ofModule] of byModule) {
    const from = ` from ${quoted(module)};`;
    for (const symbol of ofModule) {
      if (symbol.name !== '*') continue;
      lines.push(`import ${symbol.typeOnly ? 'type ' : ''}* as ${nameOf(symbol)}${from}`);
    }
    const named = ofModule.filter((symbol) => symbol.name !== '*');
    if (named.length === 0) continue;
    const allTypes = named.every((symbol) => symbol.typeOnly);
    const items = named.map((symbol): Code => {
      const local = nameOf(symbol);
      const renamed = local === symbol.name ? local : `${symbol.name} as ${local}`;
      return symbol.typeOnly && !allTypes ? `type ${renamed}` : renamed;
    });
    lines.push([`import ${allTypes ? 'type ' : ''}`, braces(items), from]);
  }
  return join(lines, newLine);
}

function symbolsIn(code: Code, found: Map<string, ImportedSymbol> = new Map()): Iterable<ImportedSymbol> {
  if (typeof code === 'string') return found.values();
  if (Array.isArray(code)) for (const part of code as readonly Code[]) symbolsIn(part, found);
  else if ('content' in code) symbolsIn(code.content, found);
  else if ('module' in code) {
    const key = symbolKey(code);
    const known = found.get(key);
    if (known === undefined || (known.typeOnly && !code.typeOnly)) found.set(key, code);
  }
  return found.values();
}

/** Tells symbols apart; asked of every mention of one. */
function symbolKey({ module, name }: ImportedSymbol): string {
  return `${module} ${name}`;
}

/** Packages before relative paths, then by module and name. */
function sortKey(symbol: ImportedSymbol): string {
  return `${symbol.module.startsWith('.') ? 1 : 0} ${symbol.module} ${symbol.name}`;
}

/** By code unit, so that the order is the same everywhere. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
