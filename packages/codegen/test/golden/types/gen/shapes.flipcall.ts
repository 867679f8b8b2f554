// Made from ../shapes.ts by flipcall generate. Do not edit: change the source and generate again.
/* eslint-disable */

import {
  type CallContext,
  type CallOptions,
  type ClientOptions,
  type RpcSession,
  type ServiceDescriptor,
  defineService,
  openBlockingCaller,
  openCaller,
} from '@flipcall/rpc/codegen-v1';
import * as z from 'zod';
import type { Address, Coordinates } from '../address.js';
import type {
  Circle,
  Everything as EverythingSource,
  Json,
  Mood,
  Page,
  Person,
  Shape,
  Square,
} from '../shapes.js';

type Group = { kind: 'group'; members: Shape[] };

type City = { name: string; at: Coordinates };

/** Takes and returns one of everything. */
export type Everything = EverythingSource;

/**
 * A client of Everything: its methods as promises.
 *
 * Takes and returns one of everything.
 */
export interface EverythingClient {
  primitives(
    text: string,
    number: number,
    flag: boolean,
    big: bigint,
    nothing: null,
    options?: CallOptions,
  ): Promise<bigint>;
  literals(
    word: 'off' | 'on',
    one: 1,
    yes: true,
    mixed: 8 | 'auto' | 16n | false,
    options?: CallOptions,
  ): Promise<'done'>;
  arrays(
    list: string[],
    fixed: readonly number[],
    nested: (string | number)[][],
    options?: CallOptions,
  ): Promise<string[]>;
  tuples(
    pair: [string, number],
    named: readonly [x: number, y?: number],
    open: [string, ...number[]],
    options?: CallOptions,
  ): Promise<void>;
  objects(
    point: { readonly x: number; y?: number; z: number | undefined },
    options?: CallOptions,
  ): Promise<Person>;
  records(
    counts: Record<string, number>,
    byId: { readonly [key: number]: Person },
    options?: CallOptions,
  ): Promise<Record<'a' | 'b', string>>;
  collections(
    map: Map<string, Date>,
    set: ReadonlySet<number>,
    deep: ReadonlyMap<string, Set<Mood>>,
    options?: CallOptions,
  ): Promise<void>;
  bytes(data: Uint8Array, options?: CallOptions): Promise<Uint8Array>;
  discriminated(shape: Shape, options?: CallOptions): Promise<Shape[]>;
  recursive(json: Json, options?: CallOptions): Promise<Json>;
  generic(
    people: Page<Person>,
    words: Page<string>,
    options?: CallOptions,
  ): Promise<Partial<Address>>;
  maybe(mood?: Mood, size?: number, options?: CallOptions): Promise<Mood | undefined>;
  names(
    options: string,
    context: string,
    caller: string,
    session: string,
    callOptions?: CallOptions,
  ): Promise<void>;
  property(value: string | null, options?: CallOptions): Promise<string | null>;
}

/**
 * A client of Everything: its methods by calls that block the calling thread.
 *
 * Takes and returns one of everything.
 */
export interface EverythingSyncClient {
  primitives(
    text: string,
    number: number,
    flag: boolean,
    big: bigint,
    nothing: null,
    options?: CallOptions,
  ): bigint;
  literals(
    word: 'off' | 'on',
    one: 1,
    yes: true,
    mixed: 8 | 'auto' | 16n | false,
    options?: CallOptions,
  ): 'done';
  arrays(
    list: string[],
    fixed: readonly number[],
    nested: (string | number)[][],
    options?: CallOptions,
  ): string[];
  tuples(
    pair: [string, number],
    named: readonly [x: number, y?: number],
    open: [string, ...number[]],
    options?: CallOptions,
  ): void;
  objects(
    point: { readonly x: number; y?: number; z: number | undefined },
    options?: CallOptions,
  ): Person;
  records(
    counts: Record<string, number>,
    byId: { readonly [key: number]: Person },
    options?: CallOptions,
  ): Record<'a' | 'b', string>;
  collections(
    map: Map<string, Date>,
    set: ReadonlySet<number>,
    deep: ReadonlyMap<string, Set<Mood>>,
    options?: CallOptions,
  ): void;
  bytes(data: Uint8Array, options?: CallOptions): Uint8Array;
  discriminated(shape: Shape, options?: CallOptions): Shape[];
  recursive(json: Json, options?: CallOptions): Json;
  generic(people: Page<Person>, words: Page<string>, options?: CallOptions): Partial<Address>;
  maybe(mood?: Mood, size?: number, options?: CallOptions): Mood | undefined;
  names(
    options: string,
    context: string,
    caller: string,
    session: string,
    callOptions?: CallOptions,
  ): void;
  property(value: string | null, options?: CallOptions): string | null;
}

/**
 * What a server of Everything implements.
 *
 * Takes and returns one of everything.
 */
export interface EverythingHandlers {
  primitives(
    text: string,
    number: number,
    flag: boolean,
    big: bigint,
    nothing: null,
    context: CallContext,
  ): bigint | Promise<bigint>;
  literals(
    word: 'off' | 'on',
    one: 1,
    yes: true,
    mixed: 8 | 'auto' | 16n | false,
    context: CallContext,
  ): 'done' | Promise<'done'>;
  arrays(
    list: string[],
    fixed: readonly number[],
    nested: (string | number)[][],
    context: CallContext,
  ): string[] | Promise<string[]>;
  tuples(
    pair: [string, number],
    named: readonly [x: number, y?: number],
    open: [string, ...number[]],
    context: CallContext,
  ): void | Promise<void>;
  objects(
    point: { readonly x: number; y?: number; z: number | undefined },
    context: CallContext,
  ): Person | Promise<Person>;
  records(
    counts: Record<string, number>,
    byId: { readonly [key: number]: Person },
    context: CallContext,
  ): Record<'a' | 'b', string> | Promise<Record<'a' | 'b', string>>;
  collections(
    map: Map<string, Date>,
    set: ReadonlySet<number>,
    deep: ReadonlyMap<string, Set<Mood>>,
    context: CallContext,
  ): void | Promise<void>;
  bytes(data: Uint8Array, context: CallContext): Uint8Array | Promise<Uint8Array>;
  discriminated(shape: Shape, context: CallContext): Shape[] | Promise<Shape[]>;
  recursive(json: Json, context: CallContext): Json | Promise<Json>;
  generic(
    people: Page<Person>,
    words: Page<string>,
    context: CallContext,
  ): Partial<Address> | Promise<Partial<Address>>;
  maybe(
    mood: Mood | undefined,
    size: number | undefined,
    context: CallContext,
  ): Mood | undefined | Promise<Mood | undefined>;
  names(
    options: string,
    context: string,
    caller: string,
    session: string,
    callContext: CallContext,
  ): void | Promise<void>;
  property(value: string | null, context: CallContext): string | null | Promise<string | null>;
}

/** The service Everything: names, kinds and schemas of its methods. */
export const Everything: ServiceDescriptor<EverythingHandlers> = /* @__PURE__ */ defineService<EverythingHandlers>({
  name: 'Everything',
  contractHash: '700c400afa5081696980636ab4de92d5',
  methods: [
    {
      name: 'arrays',
      kind: 'unary',
      params: ['list', 'fixed', 'nested'],
      args: () => z.tuple([
        z.array(z.string()),
        z.array(anyNumber()),
        z.array(z.array(z.union([z.string(), anyNumber()]))),
      ]),
      result: () => z.array(z.string()),
    },
    {
      name: 'bytes',
      kind: 'unary',
      params: ['data'],
      args: () => z.tuple([
        z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected Uint8Array'),
      ]),
      result: () => z.custom<Uint8Array>(
        (value) => value instanceof Uint8Array,
        'expected Uint8Array',
      ),
    },
    {
      name: 'collections',
      kind: 'unary',
      params: ['map', 'set', 'deep'],
      args: () => z.tuple([
        z.map(z.string(), z.date()),
        z.set(anyNumber()),
        z.map(z.string(), z.set(moodSchema())),
      ]),
    },
    {
      name: 'discriminated',
      kind: 'unary',
      params: ['shape'],
      args: () => z.tuple([shapeSchema()]),
      result: () => z.array(shapeSchema()),
    },
    {
      name: 'generic',
      kind: 'unary',
      params: ['people', 'words'],
      args: () => z.tuple([pageOfPersonSchema(), pageOfStringSchema()]),
      result: () => z.object({
        street: z.string().exactOptional(),
        city: citySchema().exactOptional(),
      }),
    },
    {
      name: 'literals',
      kind: 'unary',
      params: ['word', 'one', 'yes', 'mixed'],
      args: () => z.tuple([
        z.literal(['off', 'on']),
        z.literal(1),
        z.literal(true),
        z.union([z.literal(8), z.literal('auto'), z.literal(16n), z.literal(false)]),
      ]),
      result: () => z.literal('done'),
    },
    {
      name: 'maybe',
      kind: 'unary',
      params: ['mood', 'size'],
      args: () => z.tuple([moodSchema().optional(), anyNumber().optional()]),
      result: () => z.union([moodSchema(), z.undefined()]),
    },
    {
      name: 'names',
      kind: 'unary',
      params: ['options', 'context', 'caller', 'session'],
      args: () => z.tuple([z.string(), z.string(), z.string(), z.string()]),
    },
    {
      name: 'objects',
      kind: 'unary',
      params: ['point'],
      args: () => z.tuple([
        z.object({
          x: anyNumber(),
          y: anyNumber().exactOptional(),
          z: z.union([anyNumber(), z.undefined()]),
        }),
      ]),
      result: () => personSchema(),
    },
    {
      name: 'primitives',
      kind: 'unary',
      params: ['text', 'number', 'flag', 'big', 'nothing'],
      args: () => z.tuple([z.string(), anyNumber(), z.boolean(), z.bigint(), z.null()]),
      result: () => z.bigint(),
    },
    {
      name: 'property',
      kind: 'unary',
      params: ['value'],
      args: () => z.tuple([z.string().nullable()]),
      result: () => z.string().nullable(),
    },
    {
      name: 'records',
      kind: 'unary',
      params: ['counts', 'byId'],
      args: () => z.tuple([
        z.record(z.string(), anyNumber()),
        z.record(z.number(), personSchema()),
      ]),
      result: () => z.object({ a: z.string(), b: z.string() }),
    },
    {
      name: 'recursive',
      kind: 'unary',
      params: ['json'],
      args: () => z.tuple([jsonSchema()]),
      result: () => jsonSchema(),
    },
    {
      name: 'tuples',
      kind: 'unary',
      params: ['pair', 'named', 'open'],
      args: () => z.tuple([
        z.tuple([z.string(), anyNumber()]),
        z.tuple([anyNumber(), anyNumber().exactOptional()]),
        z.tuple([z.string()], anyNumber()),
      ]),
    },
  ],
});

/** A client of Everything on a session: its methods as promises. */
export function createEverythingClient(
  session: RpcSession,
  options?: ClientOptions,
): EverythingClient {
  const callCaller = openCaller(session, Everything, options);
  return {
    arrays: (list, fixed, nested, options) => callCaller.call(0, [list, fixed, nested], options),
    bytes: (data, options) => callCaller.call(1, [data], options),
    collections: (map, set, deep, options) => callCaller.call(2, [map, set, deep], options),
    discriminated: (shape, options) => callCaller.call(3, [shape], options),
    generic: (people, words, options) => callCaller.call(4, [people, words], options),
    literals: (word, one, yes, mixed, options) =>
      callCaller.call(5, [word, one, yes, mixed], options),
    maybe: (mood, size, options) =>
      callCaller.call(
        6,
        size === undefined ? (mood === undefined ? [] : [mood]) : [mood, size],
        options,
      ),
    names: (options, context, caller, session, callOptions) =>
      callCaller.call(7, [options, context, caller, session], callOptions),
    objects: (point, options) => callCaller.call(8, [point], options),
    primitives: (text, number, flag, big, nothing, options) =>
      callCaller.call(9, [text, number, flag, big, nothing], options),
    property: (value, options) => callCaller.call(10, [value], options),
    records: (counts, byId, options) => callCaller.call(11, [counts, byId], options),
    recursive: (json, options) => callCaller.call(12, [json], options),
    tuples: (pair, named, open, options) => callCaller.call(13, [pair, named, open], options),
  };
}

/** A client of Everything on a session: its methods by calls that block the calling thread. */
export function createEverythingSyncClient(
  session: RpcSession,
  options?: ClientOptions,
): EverythingSyncClient {
  const callCaller = openBlockingCaller(session, Everything, options);
  return {
    arrays: (list, fixed, nested, options) => callCaller.call(0, [list, fixed, nested], options),
    bytes: (data, options) => callCaller.call(1, [data], options),
    collections: (map, set, deep, options) => callCaller.call(2, [map, set, deep], options),
    discriminated: (shape, options) => callCaller.call(3, [shape], options),
    generic: (people, words, options) => callCaller.call(4, [people, words], options),
    literals: (word, one, yes, mixed, options) =>
      callCaller.call(5, [word, one, yes, mixed], options),
    maybe: (mood, size, options) =>
      callCaller.call(
        6,
        size === undefined ? (mood === undefined ? [] : [mood]) : [mood, size],
        options,
      ),
    names: (options, context, caller, session, callOptions) =>
      callCaller.call(7, [options, context, caller, session], callOptions),
    objects: (point, options) => callCaller.call(8, [point], options),
    primitives: (text, number, flag, big, nothing, options) =>
      callCaller.call(9, [text, number, flag, big, nothing], options),
    property: (value, options) => callCaller.call(10, [value], options),
    records: (counts, byId, options) => callCaller.call(11, [counts, byId], options),
    recursive: (json, options) => callCaller.call(12, [json], options),
    tuples: (pair, named, open, options) => callCaller.call(13, [pair, named, open], options),
  };
}

/** Schemas are built when they are first needed, and kept. */
function once<Schema>(build: () => Schema): () => Schema {
  let built: Schema | undefined;
  return () => (built ??= build());
}

/** zod's own number refuses NaN and the infinities; TypeScript's contains them. */
const anyNumber = /* @__PURE__ */ once(
  () => z.custom<number>((value) => typeof value === 'number', 'expected number'),
);

const coordinatesSchema = /* @__PURE__ */ once(() => z.tuple([
  anyNumber(),
  anyNumber(),
]) satisfies z.ZodType<Coordinates>);

const citySchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  at: coordinatesSchema(),
}) satisfies z.ZodType<City>);

const addressSchema = /* @__PURE__ */ once(() => z.object({
  street: z.string(),
  city: citySchema(),
}) satisfies z.ZodType<Address>);

const moodSchema = /* @__PURE__ */ once(() => z.literal([
  'angry',
  'happy',
  'sad',
]) satisfies z.ZodType<Mood>);

const personSchema = /* @__PURE__ */ once(() => z.object({
  name: z.string(),
  nickname: z.string().exactOptional(),
  born: z.date(),
  home: addressSchema(),
  places: z.array(coordinatesSchema()),
  mood: z.union([moodSchema(), z.undefined()]),
  'e-mail': z.string().nullable(),
  get friends(): z.ZodType<Person[]> { return z.array(personSchema()); },
}) satisfies z.ZodType<Person>);

const circleSchema = /* @__PURE__ */ once(() => z.object({
  kind: z.literal('circle'),
  radius: anyNumber(),
}) satisfies z.ZodType<Circle>);

const squareSchema = /* @__PURE__ */ once(() => z.object({
  kind: z.literal('square'),
  side: anyNumber(),
}) satisfies z.ZodType<Square>);

const shapeSchema: () => z.ZodType<Shape> = /* @__PURE__ */ once(() => z.discriminatedUnion('kind', [
  circleSchema(),
  squareSchema(),
  groupSchema(),
]));

const groupSchema = /* @__PURE__ */ once(() => z.object({
  kind: z.literal('group'),
  get members(): z.ZodType<Shape[]> { return z.array(shapeSchema()); },
}) satisfies z.ZodType<Group>);

const jsonSchema: () => z.ZodType<Json> = /* @__PURE__ */ once(() => z.union([
  z.string(),
  anyNumber(),
  z.boolean(),
  z.array(z.lazy(jsonSchema)),
  z.record(z.string(), z.lazy(jsonSchema)),
  z.null(),
]));

const pageOfPersonSchema = /* @__PURE__ */ once(() => z.object({
  items: z.array(personSchema()),
  next: z.string().optional(),
}) satisfies z.ZodType<Page<Person>>);

const pageOfStringSchema = /* @__PURE__ */ once(() => z.object({
  items: z.array(z.string()),
  next: z.string().optional(),
}) satisfies z.ZodType<Page<string>>);
