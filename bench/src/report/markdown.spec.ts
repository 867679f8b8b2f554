import { markdownTable, replaceBlock } from './markdown.js';

const begin = '<!-- costs: written by npm run bench -- --report -->';
const end = '<!-- end of costs -->';

test('a block is replaced, and nothing around it', () => {
  const page = `before\n${begin}\nold\n${end}\nafter\n`;
  expect(replaceBlock(page, 'costs', '\nnew\n')).toBe(`before\n${begin}\nnew\n${end}\nafter\n`);
});

test('a page without the block is an error that shows how the block begins', () => {
  expect(() => replaceBlock('nothing here', 'costs', 'new')).toThrow(begin);
});

test('numbers stand on the right', () => {
  expect(markdownTable(['a', 'b'], [['x', '1']])).toBe('| a | b |\n| --- | --: |\n| x | 1 |');
});
