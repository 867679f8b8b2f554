import { resolve } from 'node:path';
import { type Diagnostic, Generator, readSettings, writeFiles } from '@flipcall/codegen';
import type { FlipcallOptions } from './options.js';

/** The generated files of one project, kept up to date while a bundler runs. */
export class Stubs {
  readonly #options: FlipcallOptions;
  readonly #cwd: string;
  readonly #changed: Set<string> = new Set();
  #generator: { readonly made: Generator; readonly settings: string } | undefined;
  /** What was wrong when they were last generated; nothing was written then. */
  diagnostics: readonly Diagnostic[] = [];
  /** The generated files, as of when they were last generated. */
  outputs: readonly string[] = [];

  constructor(options: FlipcallOptions) {
    this.#options = options;
    this.#cwd = resolve(options.cwd ?? '.');
  }

  /** The files that the result depends on, those of packages excepted. */
  get sources(): readonly string[] {
    return this.#generator?.made.sources ?? [];
  }

  /** Says that a file has changed: `generate` will read it again. */
  changed(path: string): void {
    this.#changed.add(path);
  }

  /** Generates what is stale. Settings are read each time: a file that is new may match a glob. */
  async generate(): Promise<readonly Diagnostic[]> {
    const { files = [], out, project, config } = this.#options;
    const input = {
      files,
      ...(out === undefined ? {} : { out }),
      ...(project === undefined ? {} : { project }),
      ...(config === undefined ? {} : { config }),
    };
    const read = await readSettings(input, this.#cwd);
    const settings = JSON.stringify(read);
    if (this.#generator?.settings !== settings) this.#generator = { made: new Generator(read), settings };
    const generator = this.#generator.made;
    generator.refresh([...this.#changed]);
    this.#changed.clear();
    const result = generator.generate();
    this.outputs = result.files.map(({ path }) => path);
    this.diagnostics =
      result.diagnostics.length > 0 ? result.diagnostics : writeFiles(result.files).diagnostics;
    return this.diagnostics;
  }
}
