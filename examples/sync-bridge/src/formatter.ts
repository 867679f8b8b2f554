/** The text is not in the language that it is said to be in. */
export class Malformed extends Error {
  /** Where it stops making sense, from 1. */
  line = 0;
}

/** Formats code. */
export interface Formatter {
  /**
   * Formats `code`; `language` is what a file name would end in, such as `ts`.
   *
   * @throws {Malformed}
   */
  format(code: string, language: string): Promise<string>;
  /** What else `format` takes for a language. */
  languages(): Promise<string[]>;
}
