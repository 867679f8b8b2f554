import { Server, serveParent } from '@flipcall/rpc';
import * as prettier from 'prettier';
import { Malformed } from './formatter.js';
import { Formatter } from './gen/formatter.flipcall.js';

const server = new Server().add(Formatter, {
  async format(code, language) {
    try {
      return await prettier.format(code, { filepath: `code.${language}` });
    } catch (error) {
      throw Object.assign(new Malformed(String(error)), { line: lineOf(error) });
    }
  },
  async languages() {
    const { languages } = await prettier.getSupportInfo();
    return languages.flatMap(({ extensions = [] }) => extensions).map((extension) => extension.slice(1));
  },
});
await serveParent(server);

function lineOf(error: unknown): number {
  const { loc } = Object(error) as { readonly loc?: { readonly start?: { readonly line?: number } } };
  return loc?.start?.line ?? 0;
}
