// Our endpoint under remote control: understands the lines of peer/script.go, and `features`, which tells how many are
// in use. Usage: our-peer.mjs sync|promise|helper-thread
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Endpoint, EndpointSide } from '../packages/core/dist/index.js';

const WINDOWS_FD = 3;
const [, , kind] = process.argv;
const form = kind === 'sync' ? 'sync' : 'promise';
/** @type {import('@flipcall/core').EndpointOptions} */
const options = kind === 'helper-thread' ? { waiting: 'helper-thread' } : {};

/** @type {Endpoint} */
let endpoint;
const say = (/** @type {string} */ line) => writeSync(1, `${line}\n`);

// Reads the lines, because this thread may be blocked when it is told to shut down.
const reader = new Worker(new URL('./our-peer-reader.mjs', import.meta.url));

/**
 * Makes a call in the form that was asked for. A promise says that it is calling once it is.
 *
 * @param {'connect' | 'recvFirst' | 'sendRecv' | 'sendRecvFast'} verb
 * @param {number[]} args
 */
function call(verb, ...args) {
  if (form === 'promise') {
    // The four have different parameters; the scripts give each its own.
    const calling = /** @type {(...args: number[]) => Promise<number | void>} */ (endpoint[verb]).apply(
      endpoint,
      args,
    );
    say(`calling ${verb}`);
    return calling;
  }
  say(`calling ${verb}`);
  return /** @type {(...args: number[]) => number | void} */ (endpoint[`${verb}Sync`]).apply(endpoint, args);
}

/** The call itself, without a word about it. */
function exchange(/** @type {number} */ length) {
  return form === 'promise' ? endpoint.sendRecv(length) : endpoint.sendRecvSync(length);
}

const expected = (/** @type {number} */ seed, /** @type {number} */ i) =>
  (seed * 31 + i * 7 + (i >> 8)) & 0xff;

const verbs = {
  open(/** @type {string} */ side, /** @type {string} */ offset, /** @type {string} */ length) {
    endpoint?.destroy();
    endpoint = new Endpoint(
      side === 'client' ? EndpointSide.Client : EndpointSide.Server,
      {
        fd: WINDOWS_FD,
        offset: Number(offset),
        length: Number(length),
      },
      options,
    );
    reader.postMessage(endpoint.shutdownHandle);
  },
  connect: () => call('connect'),
  recvFirst: () => call('recvFirst'),
  sendRecv: (/** @type {string} */ length) => call('sendRecv', Number(length)),
  sendRecvFast: (/** @type {string} */ length) => call('sendRecvFast', Number(length)),
  sendLast: (/** @type {string} */ length) => endpoint.sendLast(Number(length)),
  features: () => endpoint.features.length,
  write(/** @type {string} */ length, /** @type {string} */ seed) {
    const writer = endpoint.newWriter();
    while (writer.length < Number(length)) {
      const at = writer.length;
      const piece = new Uint8Array(Math.min(2 * at + 1, Number(length) - at));
      writer.write(piece.map((_, j) => expected(Number(seed), at + j)));
    }
    return writer.length;
  },
  read(/** @type {string} */ length, /** @type {string} */ seed) {
    const reader = endpoint.newReader(Number(length));
    for (let at = 0; ; ) {
      const piece = new Uint8Array(3 * at + 1);
      const count = reader.read(piece);
      if (count === 0) return at;
      for (let j = 0; j < count; j++) {
        if (piece[j] !== expected(Number(seed), at + j)) throw new Error(`byte ${at + j} is ${piece[j]}`);
      }
      at += count;
    }
  },
  async pingPong(/** @type {string} */ rounds, /** @type {string} */ length) {
    const size = Number(length);
    for (let round = 0; round < Number(rounds); round++) {
      const { data } = endpoint;
      for (let i = 0; i < size; i++) data[i] = expected(round, i);
      const answer = exchange(size);
      const count = typeof answer === 'number' ? answer : await answer;
      if (count !== size) throw new Error(`round ${round} brought ${count} bytes back`);
      for (let i = 0; i < size; i++) {
        if (data[i] !== (~expected(round, i) & 0xff))
          throw new Error(`round ${round} brought byte ${i} wrong`);
      }
    }
    return Number(rounds);
  },
  async mirror() {
    let rounds = 0;
    try {
      let length = form === 'promise' ? await endpoint.recvFirst() : endpoint.recvFirstSync();
      for (;;) {
        const copy = endpoint.data.slice(0, length);
        endpoint.data.set(copy.map((byte) => ~byte));
        rounds++;
        const next = exchange(length);
        length = typeof next === 'number' ? next : await next;
      }
    } catch (error) {
      if (kindOf(error) !== 'shutdown') throw error;
      return rounds;
    }
  },
};

function kindOf(/** @type {unknown} */ error) {
  return typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
}

async function obey(/** @type {string} */ line) {
  const [verb = '', ...words] = line.split(' ');
  try {
    // Every verb takes the words of its line, as strings.
    const act = /** @type {Record<string, (...words: string[]) => unknown>} */ (verbs)[verb];
    if (act === undefined) throw new Error('unknown line');
    say(`${verb} ok ${(await act(...words)) ?? 0}`);
  } catch (error) {
    say(kindOf(error) === 'shutdown' ? `${verb} shutdown` : `${verb} error ${error}`);
  }
}

let last = Promise.resolve();
reader.on('message', (line) => {
  last = last.then(() => obey(line));
});
