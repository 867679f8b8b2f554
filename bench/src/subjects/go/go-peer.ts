import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A Go program on gVisor's own package, the one that the interop tests run against us. */
export const goPeer: string = fileURLToPath(new URL('../../../../interop/build/peer', import.meta.url));

const builder: string = fileURLToPath(new URL('../../../../interop/build-peer.mjs', import.meta.url));
let built: Promise<string | undefined> | undefined;

/** Builds `goPeer`, once. Resolves with what is missing for that; rejects when it does not compile. */
export function buildGoPeer(): Promise<string | undefined> {
  built ??= promisify(execFile)(process.execPath, [builder]).then(({ stdout }) => stdout.trim() || undefined);
  return built;
}
