import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the models say that they mirror, and that is not there any more: whoever renames or removes it looks at the model, too.
 *
 * @param {string} root
 * @returns {string[]} what is wrong, a sentence each
 */
export function missingMirrors(root) {
  const folder = join(root, 'model');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.pml'))
    .flatMap((file) =>
      mirrorsIn(readFileSync(join(folder, file), 'utf8')).map((mirror) => ({ file, ...mirror })),
    )
    .filter(({ source, name }) => !defines(join(root, source), name))
    .map(({ file, source, name }) => `model/${file} mirrors ${name} of ${source}, which is not there`);
}

/**
 * @param {string} text of a model
 * @returns {{ source: string, name: string }[]}
 */
export function mirrorsIn(text) {
  return [...text.matchAll(/\bmirrors (\S+) (\S+)/g)].map(([, source = '', name = '']) => ({ source, name }));
}

/**
 * @param {string} path
 * @param {string} name
 */
function defines(path, name) {
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  // A class, or a function by its name and parenthesis.
  return text.includes(`${name}(`) || new RegExp(`\\bclass ${name}\\b`).test(text);
}
