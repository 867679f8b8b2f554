import type { KeyShape, PrimitiveShape } from './service-shape.js';

/** The keys of an index signature, as the source of a regular expression; undefined when those are all keys. */
export function keyPattern(key: KeyShape): string | undefined {
  if (key.kind === 'primitive') return key.name === 'string' ? undefined : `^${HOLES.number}$`;
  const parts = key.parts.map((part) =>
    typeof part === 'string' ? part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : HOLES[part.name],
  );
  return `^${parts.join('')}$`;
}

/** Whether an index signature is about a key. */
export function isKey(name: string, key: KeyShape): boolean {
  const pattern = keyPattern(key);
  return pattern === undefined || new RegExp(pattern).test(name);
}

/** What stands in a hole of a template. */
const HOLES: Readonly<Record<PrimitiveShape['name'], string>> = {
  string: '[\\s\\S]*',
  number: '-?\\d+(\\.\\d+)?',
  bigint: '-?\\d+',
  boolean: '(true|false)',
  null: 'null',
  undefined: 'undefined',
  void: 'undefined',
  unknown: '[\\s\\S]*',
  never: '[^\\s\\S]',
};
