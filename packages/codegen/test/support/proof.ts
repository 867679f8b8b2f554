/** Two types that accept each other's values; the marks of readonly make no difference to that. */
const PROOF = `
type Plain<T> = T extends string | number | boolean | bigint | null | undefined | Date | Uint8Array ? T
  : T extends ReadonlyMap<infer K, infer V> ? Map<Plain<K>, Plain<V>>
  : T extends ReadonlySet<infer E> ? Set<Plain<E>>
  : { -readonly [Key in keyof T]: Plain<T[Key]> };
type IsAny<T> = 0 extends 1 & T ? true : false;
type Fits<A, B> = [A] extends [B] ? true : false;
type Same<A, B> = IsAny<A> extends true ? false
  : [Fits<A, B>, Fits<B, A>] extends [true, true] ? true
  : [Fits<Plain<A>, Plain<B>>, Fits<Plain<B>, Plain<A>>] extends [true, true] ? true : false;
`;

/**
 * A generated file whose service's first method takes one `Value` of its source, with its descriptor's own type laid open, and a declaration that the compiler refuses unless the
 * schema's type is the source's.
 */
export function proof(text: string, source: string): string {
  const head = /^export const (\w+: .* =) (?:\/\* @__PURE__ \*\/ )?(defineService<\w+>)\($/m;
  const opened = text.replace(/^(export const \w+: .*defineService<\w+>\()\{$/m, '$1\n{');
  const match = head.exec(opened);
  if (match === null) throw new TypeError(`${source} has no descriptor`);
  const [whole, declaration, define] = match;
  return `import type * as proof from 'zod';
${opened.replace(whole, 'const open = (')}
export const ${declaration} ${define}(open as never);
type Arguments = proof.output<ReturnType<(typeof open)['methods'][number]['args']>>;
export const proven: Same<Arguments[0], import('${source}').Value> = true;
${PROOF}`;
}
