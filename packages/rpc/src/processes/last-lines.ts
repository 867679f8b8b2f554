import type { Readable } from 'node:stream';

const MOST_LINES = 10;
const LONGEST_LINE = 500;

/** Remembers the last lines of a stream, however much it writes. */
export class LastLines {
  /** Ends when the stream has. */
  readonly ended: Promise<void>;
  readonly #lines: string[] = [];
  /** The line that has not ended yet. */
  #rest = '';

  constructor(stream: Readable) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => this.#add(text));
    this.ended = new Promise((resolve) => stream.once('close', resolve));
  }

  get lines(): readonly string[] {
    return this.#rest === '' ? [...this.#lines] : [...this.#lines, this.#rest].slice(-MOST_LINES);
  }

  #add(text: string): void {
    const [first = '', ...others] = text.split('\n');
    this.#rest = cut(this.#rest + first);
    for (const line of others) {
      this.#lines.push(this.#rest);
      this.#rest = cut(line);
    }
    if (this.#lines.length > MOST_LINES) this.#lines.splice(0, this.#lines.length - MOST_LINES);
  }
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
