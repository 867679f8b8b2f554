/** The longest regular expression that travels, in characters. */
export const MAX_REGEXP_LENGTH = 4096;

/**
 * How many values a character of a regular expression counts for. The engine takes up to 0.01 ms for one (`/[\w\w…]/iu`, Node
 * 20), a thousand times as long as for any other byte of a message.
 */
export const VALUES_PER_REGEXP_CHARACTER = 32;

/**
 * All flags but `v`: with that one, properties of strings such as `\p{RGI_Emoji}` make the engine compute for seconds before
 * the expression is ever run.
 */
const FLAGS = /^(?!.*(.).*\1)[dgimsuy]*$/;

/** Why a regular expression does not travel; undefined if it does. */
export function whyNotRegExp(source: string, flags: string): string | undefined {
  if (source.length > MAX_REGEXP_LENGTH) {
    return `a regular expression of more than ${MAX_REGEXP_LENGTH} characters can not be sent`;
  }
  return FLAGS.test(flags) ? undefined : `a regular expression with the flags ${flags} can not be sent`;
}

/**
 * The regular expression that a peer sent. What is in order but unknown to this engine, a newer one's syntax, stays an object
 * with `source` and `flags`, for validation to refuse: that is no reason to end a session.
 */
export function regExpOf(source: string, flags: string): RegExp | { source: string; flags: string } {
  try {
    return new RegExp(source, flags);
  } catch {
    return { source, flags };
  }
}
