import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

// What the README promises to users of CommonJS. In a process of its own: jest has its own idea of modules.
test.each([
  ['hello', '@flipcall/rpc', 'connect'],
  ['hello', '@flipcall/rpc/codegen-v1', 'defineService'],
  ['hello', '@flipcall/rpc/testing', 'memoryPair'],
  ['raw', '@flipcall/core', 'Endpoint'],
])('from examples/%s, require loads %s', async (example, name, member) => {
  const program = `process.stdout.write(typeof require('${name}').${member})`;
  const cwd = join(__dirname, example);
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', '-e', program], { cwd });
  expect(stdout).toBe('function');
});

test('the test kit and generated code load no addon', async () => {
  const program = `
    require('@flipcall/rpc/codegen-v1');
    require('@flipcall/rpc/testing');
    process.stdout.write(String(process.report.getReport().sharedObjects.some((file) => file.endsWith('flipcall.node'))))`;
  const cwd = join(__dirname, 'hello');
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', '-e', program], { cwd });
  expect(stdout).toBe('false');
});
