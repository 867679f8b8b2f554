import { readFileSync, writeSync } from 'node:fs';
import { close, formatter } from './format-sync.js';
import { Malformed } from './formatter.js';

const path = process.argv[2] ?? 'README.md';
const languages = new Set(formatter.languages());

// What replace calls must return the text itself: here a promise is of no use.
const formatted = readFileSync(path, 'utf8').replace(/^```(\w+)\n(.*?)^```/gms, (block, language, code) => {
  if (!languages.has(language)) return block;
  try {
    return `\`\`\`${language}\n${formatter.format(code, language)}\`\`\``;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    console.error(`${path}: a block of ${language} is malformed in its line ${error.line}`);
    return block;
  }
});
writeSync(1, formatted);
close();
