import { block, braces, code, docComment, list, newLine, propertyName, quoted } from './code.js';
import { layOut } from './layout.js';
import { SourceFile } from './source-file.js';

const print = (...parts: Parameters<typeof layOut>[0][]): string =>
  layOut(parts, ({ localName }) => localName);

describe('layout', () => {
  it('keeps on one line what fits there', () => {
    expect(print(list('f(', ['a', 'b'], ')'), ';')).toBe('f(a, b);');
    expect(print(braces(['a: 1', 'b: 2']))).toBe('{ a: 1, b: 2 }');
    expect(print(list('[', [], ']'), braces([]), block([]))).toBe('[]{}{}');
  });

  it('breaks what does not fit, outermost first', () => {
    const inner = list('g(', ['c'.repeat(45), 'd'.repeat(45)], ')');
    expect(print(list('f(', ['a', inner], ')'), ';')).toBe(
      `f(\n  a,\n  g(${'c'.repeat(45)}, ${'d'.repeat(45)}),\n);`,
    );
  });

  it('breaks the first of two lists when they do not fit together', () => {
    const [one, two] = [list('(', ['a'.repeat(60)], ')'), list('<', ['b'.repeat(60)], '>')];
    expect(print(one, ': ', two)).toBe(`(\n  ${'a'.repeat(60)},\n): <${'b'.repeat(60)}>`);
  });

  it('counts what follows a list up to the next break', () => {
    expect(print(list('(', ['a'.repeat(90)], ')'), ' => {};;;;')).toBe(
      `(\n  ${'a'.repeat(90)},\n) => {};;;;`,
    );
  });

  it('leaves no space at the end of a line', () => {
    expect(print('a ', newLine, newLine, 'b')).toBe('a\n\nb');
  });

  it('writes docs and names as formatters do', () => {
    expect(print(docComment('one'), docComment('one\n\ntwo'), docComment(undefined))).toBe(
      '/** one */\n/**\n * one\n *\n * two\n */\n',
    );
    expect([quoted('a'), quoted("it's"), quoted('"\\\n')]).toEqual(["'a'", '"it\'s"', "'\"\\\\\\n'"]);
    expect(['a1', 'a-b', '1', 'ü'].map(propertyName)).toEqual(['a1', "'a-b'", "'1'", 'ü']);
  });
});

describe('imports', () => {
  const symbol = (module: string, name: string, typeOnly = true) =>
    ({ kind: 'import', module, name, localName: name, typeOnly }) as const;

  it('are sorted, merged, and only those that are used', () => {
    const text = new SourceFile().print('// head', [
      code`${symbol('./b.js', 'T')} ${symbol('zod', '*', false)} ${symbol('./b.js', 'A')} ${symbol('./b.js', 'T')}`,
    ]);
    expect(text).toBe("// head\nimport * as * from 'zod';\nimport type { A, T } from './b.js';\n\nT * A T\n");
  });

  it('of a value and of a type share a statement', () => {
    const text = new SourceFile().print('', [[symbol('m', 'T'), ' ', symbol('m', 'v', false)]]);
    expect(text).toBe("\nimport { type T, v } from 'm';\n\nT v\n");
  });

  it('get other names where theirs are taken', () => {
    const file = new SourceFile();
    file.declare('T');
    expect(
      file.print('', [[symbol('./a.js', 'T'), ' ', symbol('./b.js', 'T'), ' ', symbol('./c.js', 'Map')]]),
    ).toBe(
      "\nimport type { T as T2 } from './a.js';\nimport type { T as T3 } from './b.js';\nimport type { Map as Map2 } from './c.js';\n\nT2 T3 Map2\n",
    );
  });
});
