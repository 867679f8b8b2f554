import { MemoryTransport } from '../src/memory-transport.js';
import { RpcSession, type RpcSessionOptions } from '../src/rpc-session.js';
import type { Server } from '../src/server.js';
import { readValue } from '../src/wire/read-value.js';
import { Reader } from '../src/wire/reader.js';
import { encode } from './bytes.js';
import { append, Recorder } from './recorder.js';

/** The other side of a session, which says whatever a test has it say. */
export class ScriptedPeer {
  readonly transport: MemoryTransport;
  readonly recorder = new Recorder();

  private constructor(transport: MemoryTransport) {
    this.transport = transport;
    transport.open(this.recorder);
  }

  /** A session that connects to a scripted peer. */
  static connectTo(options: Omit<RpcSessionOptions, 'role'> = {}): [RpcSession, ScriptedPeer] {
    const [left, right] = MemoryTransport.pair({ datagramCapacity: 1024 });
    return [new RpcSession(left, { ...options, role: 'connecting' }), new ScriptedPeer(right)];
  }

  /** A scripted peer that connects to a server. */
  static of(server: Server): [RpcSession, ScriptedPeer] {
    const [left, right] = MemoryTransport.pair({ datagramCapacity: 1024 });
    return [server.accept(left), new ScriptedPeer(right)];
  }

  /** What it has received: every frame, those that came in fragments put together. */
  get frames(): unknown[][] {
    const parts = new Map<unknown, Uint8Array>();
    return this.recorder.datagrams.flatMap(framesOf).flatMap((frame) => {
      const [kind, id, left, part] = frame;
      if (kind !== 11 || !ArrayBuffer.isView(part)) return [frame];
      const bytes = Buffer.concat([parts.get(id) ?? new Uint8Array(0), part as Uint8Array]); // our side sends bytes
      parts.set(id, bytes);
      return left === 0 ? framesOf(bytes) : [];
    });
  }

  /** Sends a greeting as a well-behaved peer does, except where told otherwise. */
  async hello(overrides: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const hello = {
      version: 1,
      maxMessageBytes: 1_000_000,
      maxConcurrentCalls: 100,
      services: {},
      ...overrides,
    };
    await this.say([12, hello]);
  }

  /** Sends a frame, or any other value. */
  async say(value: unknown): Promise<void> {
    await this.sayBytes(encode(value));
  }

  async sayBytes(bytes: Uint8Array): Promise<void> {
    await this.recorder.until(() => this.recorder.closed || append(this.transport, bytes));
  }

  /** Ends when that many frames beside the hello have come; gives them back. */
  async heard(count: number): Promise<unknown[][]> {
    await this.recorder.until(() => this.frames.length > count);
    return this.frames.slice(1);
  }
}

function framesOf(bytes: Uint8Array): unknown[][] {
  const reader = new Reader();
  reader.reset(bytes, bytes.byteLength);
  const frames: unknown[][] = [];
  while (reader.position < reader.end) frames.push(readValue(reader) as unknown[]); // our side sends arrays
  return frames;
}
