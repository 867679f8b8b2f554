import { RpcError } from '../src/rpc-error.js';

/** Runs the call; gives back the `RpcError` that it must fail with. */
export async function failureOf(call: Promise<unknown> | (() => unknown)): Promise<RpcError> {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (error) {
    expect(error).toBeInstanceOf(RpcError);
    return error as RpcError; // just checked
  }
  throw new Error('the call did not fail');
}
