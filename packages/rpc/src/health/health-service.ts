import type * as zod from 'zod';
import type { CallContext } from '../call-context.js';
import type { CallOptions, ClientOptions } from '../call-options.js';
import { openCaller } from '../client.js';
import { z } from '../codec/zod.js';
import { defineService, type ServiceDescriptor } from '../service.js';
import type { Session } from '../session.js';

const STATUSES = ['serving', 'notServing', 'unknown'] as const;

/** Whether a service can be called: it can, it cannot now, or the server does not know it. */
export type HealthStatus = (typeof STATUSES)[number];

/** What a server that tells of its health serves, in the manner of grpc.health.v1. */
export interface HealthHandlers {
  /** The status of a service, by its name; without one, or with an empty one, that of the server. */
  check(service: string | undefined, context: CallContext): HealthStatus;
  /** The status now, and each change of it; ends when the server drains. */
  watch(service: string | undefined, context: CallContext): AsyncIterable<HealthStatus>;
}

const service = (): zod.ZodType<readonly unknown[]> => z.tuple([z.string().optional()]);
const status = (): zod.ZodType => z.enum(STATUSES);

export const HealthService: ServiceDescriptor<HealthHandlers> = defineService<HealthHandlers>({
  name: 'flipcall.Health',
  contractHash: 'health-1',
  methods: [
    { name: 'check', kind: 'unary', params: ['service'], args: service, result: status, idempotent: true },
    {
      name: 'watch',
      kind: 'serverStream',
      params: ['service'],
      args: service,
      item: status,
      idempotent: true,
    },
  ],
});

/** Asks a server for its health. */
export interface HealthClient {
  /** The status of a service, by its name; without one, that of the server. */
  check(service?: string, options?: CallOptions): Promise<HealthStatus>;
  /** The status now, and each change of it; ends when the server drains. */
  watch(service?: string, options?: CallOptions): AsyncIterable<HealthStatus>;
}

/**
 * A client of the health service. A server that has none answers with `Code.Unimplemented`.
 *
 * @example
 * for await (const status of createHealthClient(session).watch('Greeter')) console.log(status);
 */
export function createHealthClient(session: Session, options?: ClientOptions): HealthClient {
  const caller = openCaller(session, HealthService, options);
  return {
    check: (name, callOptions) => caller.call(0, [name], callOptions),
    watch: (name, callOptions) => caller.serverStream(1, [name], callOptions),
  };
}
