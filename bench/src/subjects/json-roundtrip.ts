import type { Message } from '../echo.js';
import type { Subject } from '../scenario.js';

export const jsonRoundtrip: Subject = {
  name: 'json-roundtrip',
  about: 'the yardstick: JSON.parse(JSON.stringify(message)) in one process',
  openBlockingEcho: async () => ({
    peerPids: [],
    // The cast is what anyone who parses JSON without validating does.
    echo: (message) => JSON.parse(JSON.stringify(message)) as Message,
    close: async () => {},
  }),
};
