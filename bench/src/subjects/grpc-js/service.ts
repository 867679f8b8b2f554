import { fileURLToPath } from 'node:url';
import type { Client, ClientReadableStream, ServiceClientConstructor, ServiceError } from '@grpc/grpc-js';
import { loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { Message } from '../../echo.js';

const proto = fileURLToPath(new URL('../../../src/echo.proto', import.meta.url));

type Callback<Answer> = (error: ServiceError | null, answer: Answer | undefined) => void;

/** The client that is made of `echo.proto` when it is loaded. */
export interface EchoClient extends Client {
  echo(message: Message, callback: Callback<Message>): void;
  take(bytes: { bytes: Uint8Array }, callback: Callback<{ count: number }>): void;
  items(request: { count: number }): ClientReadableStream<Message>;
}

interface EchoConstructor extends ServiceClientConstructor {
  new (...args: ConstructorParameters<ServiceClientConstructor>): EchoClient;
}

/** The packages of `echo.proto`, as an object. */
interface Packages {
  flipcall: { bench: { Echo: EchoConstructor } };
}

// The cast: what is made of a file that is read at run time has no types but those written beside it.
const { flipcall } = loadPackageDefinition(loadSync(proto)) as unknown as Packages;
export const { Echo } = flipcall.bench;

/** Messages of any length: the limit is 4 MiB unless one says so. */
export const options = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
