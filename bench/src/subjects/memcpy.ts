import type { Subject } from '../scenario.js';

export const memcpy: Subject = {
  name: 'memcpy',
  about: 'the yardstick of `bulk`: the bytes copied once within one process, by `Uint8Array.prototype.set`',
  async openSink() {
    let target = new Uint8Array();
    return {
      peerPids: [],
      async take(bytes) {
        if (target.length !== bytes.length) target = new Uint8Array(bytes.length);
        target.set(bytes);
        return bytes.length;
      },
      close: async () => {},
    };
  },
};
