import type ts from '../../compiler.cjs';
import type { ModuleShape } from '../service-shape.js';

/** What a file gave, and with which files it was read. */
interface KnownModule {
  readonly files: ReadonlySet<ts.SourceFile>;
  /** Undefined when it holds no service, and need not. */
  readonly module: ModuleShape | undefined;
}

/**
 * What was read before without a fault. It holds as long as every file that can matter is the very same: a file that has
 * changed, or is read with other settings, is another object.
 */
export class KnownModules {
  readonly #known: Map<string, KnownModule> = new Map();

  /** What the file gave when it was read with just these files. */
  find(path: string, files: ReadonlySet<ts.SourceFile>): KnownModule | undefined {
    const known = this.#known.get(path);
    if (known?.files.size !== files.size) return undefined;
    for (const file of files) if (!known.files.has(file)) return undefined;
    return known;
  }

  add(path: string, known: KnownModule): void {
    this.#known.set(path, known);
  }

  forget(path: string): void {
    this.#known.delete(path);
  }
}
