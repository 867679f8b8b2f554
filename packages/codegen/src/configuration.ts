/** What `flipcall.config.ts` says, so that the command line need not. */
export interface Configuration {
  /** Files that export services, or globs for them, relative to the configuration's folder. */
  readonly files?: readonly string[];
  /** The folder for the generated files, relative to the configuration's. */
  readonly out?: string;
  /** The tsconfig to read the sources with, relative to the configuration's folder. */
  readonly project?: string;
}

/**
 * Gives back what it is given: for the editor to know what a configuration holds.
 *
 * @example
 * // flipcall.config.ts
 * export default defineConfig({ files: ['src/api/*.ts'], out: 'src/gen' });
 */
export function defineConfig(configuration: Configuration): Configuration {
  return configuration;
}
