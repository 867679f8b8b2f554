/** What one session may cost this process. Every number that the other side controls is held against one of these. */
export interface Limits {
  /** The largest message, in bytes, that is sent, or put together from fragments; the smaller of both sides' counts. */
  readonly maxMessageBytes: number;
  /** How many values (array members, map keys and map values) one message holds: bounds what decoding allocates. */
  readonly maxMessageValues: number;
  /** How deep arrays, objects, maps and sets nest. */
  readonly maxDepth: number;
  /** How many of the other side's calls run here at once. */
  readonly maxConcurrentCalls: number;
  /** How many of our calls wait for an answer at once; at most 65,536. */
  readonly maxPendingCalls: number;
  /** How many bytes wait in this process for the other side to take them. */
  readonly maxQueuedBytes: number;
  /** How many of the other side's calls that run here at once are streams, in either direction. */
  readonly maxConcurrentStreams: number;
  /** How many items of one stream may wait here for whoever reads them. The other side stops at so many. */
  readonly streamItems: number;
  /** How many bytes of items of one stream may wait here, all but the last one counted. The other side stops at so many. */
  readonly streamBytes: number;
  /** How many bytes of items of all streams may wait here. One large item for each stream could make that more. */
  readonly maxStreamedBytes: number;
  /** How many functions and objects of ours the other side may refer to at once, and how many of its own we do. */
  readonly maxReferences: number;
  /** How many file descriptors that came from the other side are open here at once. */
  readonly maxDescriptors: number;
  /** How many messages the other side may have sent in part. Their bytes together stay within `maxMessageBytes`. */
  readonly maxAssemblies: number;
}

/** Call ids are below twice this number, whatever the limits say. */
export const MAX_CALL_SLOTS = 65_536;

const MEBI = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  maxMessageBytes: 64 * MEBI,
  maxMessageValues: MEBI,
  maxDepth: 100,
  maxConcurrentCalls: 1024,
  maxPendingCalls: MAX_CALL_SLOTS,
  maxQueuedBytes: 64 * MEBI,
  maxConcurrentStreams: 256,
  streamItems: 1024,
  streamBytes: MEBI,
  maxStreamedBytes: 256 * MEBI,
  maxReferences: 10_000,
  maxDescriptors: 256,
  maxAssemblies: 4,
};

/** The defaults, with those given in their place. Throws `RangeError` for what is no limit. */
export function resolveLimits(limits: Partial<Limits> = {}): Limits {
  const resolved = { ...DEFAULT_LIMITS, ...limits };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`limits.${name} must be a positive integer, not ${String(value)}`);
    }
  }
  if (resolved.maxPendingCalls > MAX_CALL_SLOTS) {
    throw new RangeError(
      `limits.maxPendingCalls must be at most ${MAX_CALL_SLOTS}, not ${resolved.maxPendingCalls}`,
    );
  }
  return resolved;
}
