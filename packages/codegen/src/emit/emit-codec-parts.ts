import { quoted } from './code.js';
import type { CodecContext } from './codec-context.js';
import { hintWithin } from './codec-context.js';
import type { CodecForm } from './codec-form.js';
import type { Places } from './emit-codec-tuple.js';

/** A literal as it is written. */
export function literalOf(value: string | number | boolean | bigint): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

/** The places of a tuple, with names for what is in them. */
export function tuplePlaces(
  { places, rest, last }: Extract<CodecForm, { form: 'tuple' }>,
  { hint }: CodecContext,
): Places {
  const lastRequired = places.findLastIndex(({ optional }) => !optional);
  return {
    places: places.map(({ type }, index) => ({ type, hint: hintWithin(hint, `item${index + 1}`) })),
    required: lastRequired + 1,
    rest: rest === undefined ? undefined : { type: rest, hint: hintWithin(hint, 'rest') },
    last: last.map(({ type }, index) => ({ type, hint: hintWithin(hint, `last${index + 1}`) })),
  };
}
