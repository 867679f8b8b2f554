import { type StreamHandlers, Streams } from './stream-service.js';

/** The index of a method. */
export function at(name: keyof StreamHandlers): number {
  return Streams.methods.findIndex((method) => method.name === name);
}

/** Everything that comes, and what ends it if that is an error. */
export async function collect(items: AsyncIterable<unknown>): Promise<{ items: unknown[]; error?: unknown }> {
  const collected: unknown[] = [];
  try {
    for await (const item of items) collected.push(item);
  } catch (error) {
    return { items: collected, error };
  }
  return { items: collected };
}
