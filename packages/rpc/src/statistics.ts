import type { TransportStatistics } from './transport.js';

/** What happened on a session so far, and what is under way. */
export interface RpcStatistics {
  /** Calls of ours that were sent, notifications not counted. */
  readonly callsMade: number;
  /** Calls of ours whose answer has not come. */
  readonly callsInFlight: number;
  /** Calls of the other side that came, notifications too. */
  readonly callsReceived: number;
  /** Handlers that run. */
  readonly callsRunning: number;
  /** Bytes that wait in this process for the other side to take them. */
  readonly queuedBytes: number;
  /** What the transport counted: hand-offs, bytes, spins, sleeps, rings. Undefined in memory, where there is none of it. */
  readonly transport: TransportStatistics | undefined;
}

/** What happened on all sessions of a server so far, those that have ended included, and what is under way. */
export interface ServerStatistics extends RpcStatistics {
  readonly sessionsOpen: number;
  readonly sessionsAccepted: number;
}

const NOTHING: RpcStatistics = {
  callsMade: 0,
  callsInFlight: 0,
  callsReceived: 0,
  callsRunning: 0,
  queuedBytes: 0,
  transport: undefined,
};

/** Both together. */
export function sumOf(all: Iterable<RpcStatistics>): RpcStatistics {
  let sum = NOTHING;
  for (const each of all) sum = add(sum, each);
  return sum;
}

function add(one: RpcStatistics, other: RpcStatistics): RpcStatistics {
  return {
    callsMade: one.callsMade + other.callsMade,
    callsInFlight: one.callsInFlight + other.callsInFlight,
    callsReceived: one.callsReceived + other.callsReceived,
    callsRunning: one.callsRunning + other.callsRunning,
    queuedBytes: one.queuedBytes + other.queuedBytes,
    transport: addTransports(one.transport, other.transport),
  };
}

function addTransports(
  one: TransportStatistics | undefined,
  other: TransportStatistics | undefined,
): TransportStatistics | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    handoffsGiven: one.handoffsGiven + other.handoffsGiven,
    handoffsTaken: one.handoffsTaken + other.handoffsTaken,
    bytesSent: one.bytesSent + other.bytesSent,
    bytesReceived: one.bytesReceived + other.bytesReceived,
    spinsCaught: one.spinsCaught + other.spinsCaught,
    spinsMissed: one.spinsMissed + other.spinsMissed,
    sleeps: one.sleeps + other.sleeps,
    ringsSent: one.ringsSent + other.ringsSent,
    ringsReceived: one.ringsReceived + other.ringsReceived,
    descriptorsDonated: one.descriptorsDonated + other.descriptorsDonated,
    descriptorsReceived: one.descriptorsReceived + other.descriptorsReceived,
  };
}
