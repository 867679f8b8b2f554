import { once } from 'node:events';
import { connect } from 'node:net';
import type { Message } from '../echo.js';
import { startPeer, temporarySocket } from '../peer-process.js';
import type { Echo, Subject } from '../scenario.js';
import { messageStream } from './message-stream.js';

type Response = [kind: 1, id: number, error: string | null, result: Message];

export const unixSocketMsgpackr: Subject = {
  name: 'unix-socket-msgpackr',
  about: 'net over a Unix socket, msgpackr, length-prefixed, typed by hand, zod on the server',
  async openEcho(): Promise<Echo> {
    const { path, remove } = temporarySocket();
    const peer = await startPeer('unix-socket-msgpackr-server.js', [path]);
    const socket = connect(path);
    await once(socket, 'connect');

    const calls = new Map<number, { resolve(answer: Message): void; reject(error: Error): void }>();
    let lastId = 0;
    const send = messageStream(socket, (value) => {
      // The cast is what typing by hand comes to: such a client believes its server.
      const [, id, error, result] = value as Response;
      const call = calls.get(id);
      calls.delete(id);
      if (error === null) call?.resolve(result);
      else call?.reject(new Error(error));
    });
    return {
      peerPid: peer.pid,
      echo: (message) =>
        new Promise((resolve, reject) => {
          lastId += 1;
          calls.set(lastId, { resolve, reject });
          send([0, lastId, 'echo', [message]]);
        }),
      async close() {
        socket.destroy();
        await peer.stop();
        remove();
      },
    };
  },
};
