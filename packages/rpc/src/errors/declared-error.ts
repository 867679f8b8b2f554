import { RpcError, type RpcErrorOptions } from '../rpc-error.js';

/** An error that the method declares, on its way to the caller: its fields are the details. */
export class DeclaredError extends RpcError {
  /** The name that the method declares it by. */
  readonly type: string;

  constructor(message: string, type: string, options: RpcErrorOptions) {
    super(message, options);
    this.type = type;
  }
}
