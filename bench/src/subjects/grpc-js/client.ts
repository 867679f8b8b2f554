import { credentials, type ServiceError } from '@grpc/grpc-js';
import type { Connection } from '../../scenario.js';
import { Echo, options } from './service.js';

export async function connect(path: string): Promise<Connection> {
  const client = new Echo(`unix:${path}`, credentials.createInsecure(), options);
  await new Promise<void>((resolve, reject) => {
    client.waitForReady(Date.now() + 10_000, (error) => (error ? reject(error) : resolve()));
  });
  return {
    echo: (message) => new Promise((resolve, reject) => client.echo(message, settle(resolve, reject))),
    take: (bytes) =>
      new Promise<{ count: number }>((resolve, reject) =>
        client.take({ bytes }, settle(resolve, reject)),
      ).then(({ count }) => count),
    items: (count) => client.items({ count }),
    close: () => client.close(),
  };
}

/** A callback of the library's kind that settles a promise. */
function settle<Answer>(resolve: (answer: Answer) => void, reject: (error: Error) => void) {
  return (error: ServiceError | null, answer: Answer | undefined): void => {
    if (error !== null || answer === undefined) reject(error ?? new Error('an answer without a message'));
    else resolve(answer);
  };
}
