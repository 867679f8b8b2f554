import { Server } from '@flipcall/rpc';
import { TestService } from './gen/interop.flipcall.js';
import { Own } from './gen/own.flipcall.js';
import { interopHandlers } from './interop-handlers.js';
import { ownHandlers } from './own-handlers.js';

/** A server as every session under test has it on its other side. */
export function newServer(): Server {
  return new Server({ onHandlerError: () => undefined })
    .add(TestService, interopHandlers)
    .add(Own, ownHandlers('the server'));
}
