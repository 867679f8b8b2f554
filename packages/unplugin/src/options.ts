/** What the plugin is told; what it is not told, it takes from `flipcall.config.ts`. */
export interface FlipcallOptions {
  /** Files that export services, or globs for them, relative to `cwd`. */
  readonly files?: readonly string[];
  /** The folder for the generated files, relative to `cwd`. */
  readonly out?: string;
  /** The tsconfig to read the sources with, relative to `cwd`; the nearest one above each file unless given. */
  readonly project?: string;
  /** The configuration file, relative to `cwd`. */
  readonly config?: string;
  /** What paths are relative to; the current directory of the process unless given. */
  readonly cwd?: string;
}
