import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { plainText } from './plain-text.js';
import type { Found, TextInfo } from './search.js';
import { snippetOf } from './snippet.js';

interface IndexedText extends TextInfo {
  readonly id: number;
  readonly text: string;
}

/** Texts, and the index over them. */
export class TextIndex {
  readonly #engine = new MiniSearch<IndexedText>({
    fields: ['path', 'text'],
    searchOptions: { boost: { path: 3 }, combineWith: 'AND', prefix: (term) => term.length > 3 },
  });
  readonly #texts: IndexedText[] = [];
  readonly #byPath = new Map<string, IndexedText>();

  /** How many bytes the indexed files have. */
  bytes = 0;
  /** How many files were left out, being too large, binary or unreadable. */
  skipped = 0;

  get size(): number {
    return this.#texts.length;
  }

  /** Reads and indexes the file at `path` under `folder`. */
  async add(folder: string, path: string): Promise<void> {
    const bytes = await readFile(join(folder, path)).catch(() => undefined);
    const text = bytes && plainText(bytes);
    if (!text) {
      this.skipped += 1;
      return;
    }
    const name = shortPath(path);
    // pnpm keeps a copy of a package for each set of versions that it is used with.
    if (this.#byPath.get(name)?.text === text) return;
    const words = text.split(' ').length;
    const indexed = { id: this.#texts.length, path: name, bytes: bytes.length, words, text };
    this.#engine.add(indexed);
    this.#texts.push(indexed);
    this.#byPath.set(name, indexed);
    this.bytes += bytes.length;
  }

  find(query: string, limit: number): Found {
    const results = this.#engine.search(query);
    const hits = results.slice(0, limit).flatMap(({ id, score, terms }) => {
      // MiniSearch types ids as `any`; ours are indices into #texts.
      const found = this.#texts[id as number];
      if (!found) return [];
      const { text: snippet, marks } = snippetOf(found.text, terms);
      return [{ path: found.path, score, snippet, marks }];
    });
    return { total: results.length, hits };
  }

  describe(path: string): TextInfo | null {
    const found = this.#byPath.get(path);
    return found ? { path: found.path, bytes: found.bytes, words: found.words } : null;
  }
}

const PACKAGES = 'node_modules/';

/** `.pnpm/zod@4/node_modules/zod/README.md` is known as `zod/README.md`. */
function shortPath(path: string): string {
  const start = path.lastIndexOf(PACKAGES);
  return start < 0 ? path : path.slice(start + PACKAGES.length);
}
