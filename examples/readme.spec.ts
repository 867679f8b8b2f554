import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

// That these files do what they promise is hello.spec.ts's to show.
test.each(['greeter.ts', 'server.ts', 'client.ts'])("the README's quickstart quotes %s as it is", (file) => {
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(join(root, 'examples/hello/src', file), 'utf8')}\`\`\``);
});

test('every file that the README links to is there', () => {
  const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
  const missing = targets.filter((target) => {
    try {
      return !readFileSync(join(root, target), 'utf8');
    } catch (error) {
      // A folder is there, too.
      return (error as NodeJS.ErrnoException).code !== 'EISDIR';
    }
  });
  expect(missing).toEqual([]);
});
