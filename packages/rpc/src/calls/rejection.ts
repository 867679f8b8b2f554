/**
 * A promise that fails with an error which is made only after whoever awaits the call has been linked to it, so that V8 finds the
 * awaiting functions and the error's stack shows who called.
 */
export function rejection(makeError: () => unknown): Promise<never> {
  return Promise.resolve()
    .then(() => undefined)
    .then(() => {
      throw makeError();
    });
}
