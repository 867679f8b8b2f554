import type { ErrorShape } from '../service-shape.js';
import { tagsOf } from './locate.js';
import type { Place, Reading } from './reading.js';
import { errorRefusals } from './unsupported.js';

/** The errors that a doc comment declares: `@throws {NotFound} why`, or `@throws {@link NotFound}`. Prose declares none. */
export function readThrows(doc: string | undefined, place: Place, reading: Reading): readonly ErrorShape[] {
  const names = tagsOf(doc).flatMap(({ name, text }) => (TAGS.has(name) ? namesIn(text) : []));
  const found = new Map<string, ErrorShape>();
  for (const error of [...new Set(names)].flatMap((name) => reading.errorsNamed(name, place))) {
    const same = found.get(error.name);
    if (same !== undefined && same !== error) reading.refuse(errorRefusals.sameName(error.name), place);
    found.set(error.name, error);
  }
  return [...found.values()];
}

const TAGS: ReadonlySet<string> = new Set(['throws', 'exception']);

/** The names in the braces at the beginning of a tag's text. */
function namesIn(text: string): readonly string[] {
  const [, link] = /^\{@link(?:code|plain)?\s+([^\s|}]+)/.exec(text) ?? [];
  if (link !== undefined) return [link];
  const [, type = ''] = /^\{([^}]*)\}/.exec(text) ?? [];
  return type
    .split('|')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
