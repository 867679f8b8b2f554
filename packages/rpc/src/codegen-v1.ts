/**
 * The one door through which generated code enters the run time. What is exported here does not change incompatibly;
 * a new generation of stubs gets a `codegen-v2` beside it.
 */
export type { CallContext } from './call-context.js';
export type { CallOptions, ClientOptions } from './call-options.js';
export { type BlockingCaller, type Caller, openBlockingCaller, openCaller } from './client.js';
export { Descriptor } from './remote/descriptor.js';
export { descriptor } from './remote/descriptor-schema.js';
export { remote } from './remote/remote-schema.js';
export {
  defineRemote,
  defineService,
  type ErrorSpec,
  type MethodSpec,
  type RemoteSpec,
  type ServiceDescriptor,
} from './service.js';
export type { Session as RpcSession } from './session.js';
