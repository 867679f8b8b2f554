import { z } from 'zod';
import type { CallContext } from '../src/call-context.js';
import { RpcError } from '../src/rpc-error.js';
import { defineService, type ServiceDescriptor } from '../src/service.js';
import { withCodecs } from './with-codecs.js';

type Items<T> = AsyncIterable<T> | Iterable<T>;

/** Streams of every kind, written as generated code would be. */
export interface StreamHandlers {
  count(to: number, context: CallContext): Items<number>;
  countSlowly(to: number, context: CallContext): Items<number>;
  countThenFail(to: number, context: CallContext): Items<number>;
  forever(context: CallContext): Items<number>;
  chunks(count: number, byteLength: number, context: CallContext): Items<Uint8Array>;
  wrongItem(context: CallContext): Items<number>;
  noStream(context: CallContext): Items<number>;
  events(context: CallContext): string[] | Promise<string[]>;
  sum(start: number, numbers: AsyncIterable<number>, context: CallContext): Promise<number>;
  firstOf(numbers: AsyncIterable<number>, context: CallContext): Promise<number>;
  doubled(numbers: AsyncIterable<number>, context: CallContext): Items<number>;
  withMetadata(context: CallContext): Items<string>;
}

const numbers = (): z.ZodType => z.number();

export const Streams: ServiceDescriptor<StreamHandlers> = withCodecs(
  defineService<StreamHandlers>({
    name: 'Streams',
    contractHash: 'streams-1',
    methods: [
      {
        name: 'count',
        kind: 'serverStream',
        params: ['to'],
        args: () => z.tuple([z.number()]),
        item: numbers,
      },
      {
        name: 'countSlowly',
        kind: 'serverStream',
        params: ['to'],
        args: () => z.tuple([z.number()]),
        item: numbers,
      },
      {
        name: 'countThenFail',
        kind: 'serverStream',
        params: ['to'],
        args: () => z.tuple([z.number()]),
        item: numbers,
      },
      { name: 'forever', kind: 'serverStream', params: [], args: () => z.tuple([]), item: numbers },
      {
        name: 'chunks',
        kind: 'serverStream',
        params: ['count', 'byteLength'],
        args: () => z.tuple([z.number(), z.number()]),
        item: () => z.instanceof(Uint8Array),
      },
      { name: 'wrongItem', kind: 'serverStream', params: [], args: () => z.tuple([]), item: numbers },
      { name: 'noStream', kind: 'serverStream', params: [], args: () => z.tuple([]), item: numbers },
      {
        name: 'events',
        kind: 'unary',
        params: [],
        args: () => z.tuple([]),
        result: () => z.array(z.string()),
      },
      {
        name: 'sum',
        kind: 'clientStream',
        params: ['start'],
        args: () => z.tuple([z.number()]),
        upload: { param: 1, item: numbers },
        result: numbers,
      },
      {
        name: 'firstOf',
        kind: 'clientStream',
        params: [],
        args: () => z.tuple([]),
        upload: { param: 0, item: numbers },
        result: numbers,
      },
      {
        name: 'doubled',
        kind: 'bidiStream',
        params: [],
        args: () => z.tuple([]),
        upload: { param: 0, item: numbers },
        item: numbers,
      },
      {
        name: 'withMetadata',
        kind: 'serverStream',
        params: [],
        args: () => z.tuple([]),
        item: () => z.string(),
      },
    ],
  }),
);

/** Handlers that note in `events` what happens to them. */
export function streamHandlers(): StreamHandlers {
  const events: string[] = [];
  return {
    *count(to) {
      try {
        for (let number = 0; number < to; number++) yield number;
      } finally {
        events.push('count ended');
      }
    },
    async *countSlowly(to) {
      for (let number = 0; number < to; number++) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield number;
      }
    },
    async *countThenFail(to) {
      for (let number = 0; number < to; number++) yield number;
      throw new RpcError('no more', { code: 5 });
    },
    async *forever({ signal }) {
      signal.addEventListener('abort', () => events.push('forever aborted'));
      try {
        for (let number = 0; ; number++) yield number;
      } finally {
        events.push('forever ended');
      }
    },
    async *chunks(count, byteLength) {
      for (let index = 0; index < count; index++) {
        events.push(`chunk ${index}`);
        yield new Uint8Array(byteLength).fill(index);
      }
    },
    *wrongItem() {
      yield 1;
      yield 'two' as unknown as number; // wrong on purpose
      yield 3;
    },
    noStream: () => 5 as unknown as number[], // wrong on purpose
    events: () => events,
    async sum(start, all) {
      let sum = start;
      for await (const number of all) sum += number;
      return sum;
    },
    async firstOf(all) {
      for await (const number of all) return number;
      return -1;
    },
    async *doubled(all) {
      for await (const number of all) yield number * 2;
      yield -1;
    },
    async *withMetadata({ metadata, headers, trailers }) {
      headers['asked'] = String(metadata['question']);
      yield 'item';
      trailers['bytes'] = Uint8Array.of(1, 2);
    },
  };
}
