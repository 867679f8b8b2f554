import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import type { Message } from '../../echo.js';
import { message } from '../../message.js';
import { announceReady } from '../../peer-process.js';
import { Echo, options } from './service.js';

const server = new Server(options);
server.addService(Echo.service, {
  echo: ({ request }: ServerUnaryCall<Message, Message>, answer: sendUnaryData<Message>) =>
    answer(null, request),
  take: (
    { request }: ServerUnaryCall<{ bytes: Uint8Array }, { count: number }>,
    answer: sendUnaryData<{ count: number }>,
  ) => answer(null, { count: request.bytes.length }),
  items(call: ServerWritableStream<{ count: number }, Message>) {
    let left = call.request.count;
    const write = (): void => {
      while (left > 0) {
        left -= 1;
        if (call.write(message)) continue;
        call.once('drain', write);
        return;
      }
      call.end();
    };
    write();
  },
});
server.bindAsync(`unix:${process.argv[2]}`, ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
  announceReady();
});
