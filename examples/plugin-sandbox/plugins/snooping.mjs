import { readFileSync } from 'node:fs';

/** @type {import('../src/gen/plugin.flipcall.js').PluginHandlers} */
const plugin = {
  async *transform(_text, host) {
    for (const path of ['/etc/passwd', `${process.env['HOME']}/.ssh/id_rsa`]) {
      try {
        yield readFileSync(path, 'utf8');
      } catch (error) {
        host.log(String(Object(error).code));
      }
    }
    yield `${Object.keys(process.env).length} variables`;
  },
};

export default plugin;
