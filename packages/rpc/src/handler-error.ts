/** Where an error of a handler happened. */
export interface HandlerErrorContext {
  /** The name on the wire, `Service/method`. */
  readonly method: string;
}

/**
 * Told of every error that a handler throws and that its caller does not get to see: anything but an `RpcError`, what a
 * notification's handler throws, results that can not be sent.
 */
export type HandlerErrorHook = (error: unknown, context: HandlerErrorContext) => void;

/** What happens to such errors where no hook is given: a process warning, so that they are not lost. */
export const warnOfHandlerError: HandlerErrorHook = (error, { method }) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.emitWarning(`the handler of ${method} failed: ${text}`, 'FlipcallHandlerWarning');
};
