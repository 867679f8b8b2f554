import { ExitError, RpcError } from '@flipcall/rpc';
import type { Refusal } from './plugin.js';

/** Why a plugin gave no result, in a line. */
export function whatHappened(error: unknown): string {
  if (isRefusal(error)) return `it wants ${error.wanted}`;
  const exit = [error, error instanceof RpcError ? error.cause : undefined].find(
    (each) => each instanceof ExitError,
  )?.exit;
  if (exit !== undefined) {
    const how = exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`;
    const why = exit.stderr.find((line) => /error/i.test(line));
    return `its process ${how}${why === undefined ? '' : `: ${why.trim().slice(0, 80)}`}`;
  }
  return error instanceof RpcError ? `${error.codeName}: ${error.message}` : String(error);
}

/** An error of that name is one: its fields were checked when it arrived. */
function isRefusal(error: unknown): error is RpcError & Refusal {
  return error instanceof RpcError && error.name === 'Refusal';
}
