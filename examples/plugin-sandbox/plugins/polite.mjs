/** @type {import('../src/gen/plugin.flipcall.js').PluginHandlers} */
const plugin = {
  async *transform(text, host) {
    const greeting = await host.setting('greeting');
    for (const line of text.split('\n')) yield `${greeting}, ${line}!`;
    host.log('done');
  },
};

export default plugin;
