import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

function run(command: string, ...args: readonly string[]) {
  const program = join(__dirname, '../dist', `${command}.js`);
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, lines: stderr.trim().split('\n') };
}

describe.each(['chaos', 'fairness', 'fuzz', 'soak'])('the command %s', (command) => {
  it('says in a line what is wrong with an option, and which there are', () => {
    const { status, lines } = run(command, '--no-such-option');
    expect(status).toBe(2);
    expect(lines).toEqual([
      expect.stringContaining('--no-such-option'),
      expect.stringMatching(/^Options: --/),
    ]);
  });
});

describe('an option that is a number', () => {
  it('is refused where it is none', () => {
    const { status, lines } = run('chaos', '--kills', 'many');
    expect(status).toBe(2);
    expect(lines[0]).toBe('--kills must be a number, not many');
  });
});
