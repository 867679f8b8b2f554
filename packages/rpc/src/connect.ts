import * as core from '@flipcall/core';
import { Backoff, type BackoffOptions } from './backoff.js';
import { resolveLimits } from './limits.js';
import { ReconnectingSession } from './reconnect/reconnecting-session.js';
import { RpcSession, type RpcSessionOptions } from './rpc-session.js';
import { greeted } from './session/greeted.js';
import { rehearse } from './session/rehearsal.js';
import { type EndingKind, endingOf } from './session/session-ending.js';
import { sessionTransport } from './session-transport.js';

// While the program starts, not when it connects.
rehearse();

/** How a session with a server is opened. */
export interface ConnectOptions extends core.ConnectOptions, Omit<RpcSessionOptions, 'role'> {
  /**
   * Waits for a server that is not there yet, for ever or for so many milliseconds. Default: false, `connect` fails at once.
   * With `reconnect` it also says how long each call waits for a connection; the default is true then.
   */
  readonly waitForReady?: boolean | number;
}

/** How a session that outlives its server is opened. */
export interface ReconnectOptions extends ConnectOptions {
  /** Seeks a new connection whenever one has ended: true, or how long to wait between attempts. */
  readonly reconnect: true | BackoffOptions;
}

/**
 * Opens a session with the server that listens on a socket path.
 *
 * @example
 * const session = await connect('/run/user/1000/greeter.sock');
 * const greeter = createGreeterClient(session);
 *
 * @throws (rejects) `RangeError` for a path that the system does not allow, or an option that makes no sense; else
 * `FlipcallError`: `system` if nobody listens there, `refused`, `timeout`, `protocol`, `peer-died`, or `shutdown` if the server
 * closed the session at once. With `waitForReady`, it tries again after `peer-died`, `shutdown` and `timeout`.
 */
export async function connect(target: ReconnectOptions): Promise<ReconnectingSession>;
export async function connect(target: string | ConnectOptions): Promise<RpcSession>;
export async function connect(
  target: string | (ConnectOptions & Partial<ReconnectOptions>),
): Promise<RpcSession | ReconnectingSession> {
  const options: ConnectOptions & Partial<ReconnectOptions> =
    typeof target === 'string' ? { path: target } : target;
  if (options.reconnect === undefined) return openWhenReady(options, waitMs(options.waitForReady ?? false));
  const waits = waitMs(options.waitForReady ?? true);
  const backoff = options.reconnect === true ? {} : options.reconnect;
  const first = await openWhenReady(options, waits, new Backoff(backoff));
  return new ReconnectingSession(first, {
    open: () => open(options),
    openBlocking: () =>
      new RpcSession(sessionTransport(core.connectBlocking(options)), { ...options, role: 'connecting' }),
    backoff,
    waitMs: waits,
    maxWaiting: resolveLimits(options.limits).maxPendingCalls,
  });
}

async function open(options: ConnectOptions): Promise<RpcSession> {
  const transport = sessionTransport(await core.connect(options));
  const session = new RpcSession(transport, { ...options, role: 'connecting' });
  const over = session.closed.then((reason) => {
    throw endedEarly(reason);
  });
  return Promise.race([over, greeted(session)]);
}

/** Why a session is of no use that ended before the server said hello. */
function endedEarly(reason: Error | undefined): core.FlipcallError {
  const { kind, message } = endingOf(reason);
  return new core.FlipcallError(KINDS[kind], `The session ended before it could be used: ${message}.`, {
    cause: reason,
  });
}

const KINDS: Readonly<Record<EndingKind, core.FlipcallErrorKind>> = {
  'closed-by-peer': 'shutdown',
  'peer-died': 'peer-died',
  'protocol-error': 'protocol',
  'transport-failed': 'system',
};

/** Opens a session, and waits for a server that is not there yet. */
async function openWhenReady(
  options: ConnectOptions,
  limitMs: number,
  ownBackoff?: Backoff,
): Promise<RpcSession> {
  let backoff = ownBackoff;
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await open(options);
    } catch (error) {
      const left = deadline - performance.now();
      if (left <= 0 || !mayBeReadyLater(error)) throw error;
      backoff ??= new Backoff({ maxMs: 250 });
      const delayMs = Math.min(backoff.next(), left);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}

/** Nobody listens yet, or whoever did went away while we talked. Anything else does not get better by waiting. */
function mayBeReadyLater(error: unknown): boolean {
  if (!(error instanceof core.FlipcallError)) return false;
  if (error.kind === 'peer-died' || error.kind === 'shutdown' || error.kind === 'timeout') return true;
  const { cause } = error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return error.kind === 'system' && (code === 'ENOENT' || code === 'ECONNREFUSED');
}

function waitMs(waitForReady: boolean | number): number {
  if (typeof waitForReady === 'boolean') return waitForReady ? Number.POSITIVE_INFINITY : 0;
  if (waitForReady >= 0) return waitForReady;
  throw new RangeError(`waitForReady must be a boolean or a number of milliseconds, not ${waitForReady}`);
}
