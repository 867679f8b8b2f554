import { native } from '@flipcall/native';

/** @throws RangeError for what cannot be a socket's path. */
export function requirePath(path: string): void {
  const bytes = Buffer.byteLength(path);
  if (bytes === 0 || path.includes('\0')) throw new RangeError(`Not a socket path: ${JSON.stringify(path)}.`);
  if (bytes > native.maxSocketPathBytes) {
    throw new RangeError(
      `The socket path is ${bytes} bytes long; the system allows ${native.maxSocketPathBytes}: ${path}`,
    );
  }
}
