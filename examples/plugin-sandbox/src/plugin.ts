/**
 * What a plugin may ask its host for, while it works.
 * @remote
 */
export interface Host {
  /** Writes a line to the host's log. */
  log(line: string): void;
  /** The value of one of the host's settings. */
  setting(name: string): Promise<string | undefined>;
}

/** The plugin does not want to. It need not import anything to say so: the name is enough. */
export interface Refusal extends Error {
  name: 'Refusal';
  /** What it would have wanted. */
  wanted: string;
}

/** A plugin, in a process of its own. */
export interface Plugin {
  /**
   * Changes a text, one line of it after the other.
   *
   * @throws {Refusal}
   */
  transform(text: string, host: Host): AsyncIterable<string>;
}
