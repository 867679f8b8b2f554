import { type NativeEndpoint, native } from '@flipcall/native';
import { errorCode, systemError } from './flipcall-error.js';
import { MAX_PACKET_WINDOW_BYTES, type PacketWindowDescriptor, requireInteger } from './packet-window.js';

/**
 * The native endpoint for one side of a window, which it maps.
 * @throws RangeError for a window shorter than a page, over 4 GiB, misaligned, or that ends beyond its file;
 * FlipcallError `system` if it cannot be mapped.
 */
export function mapWindow(side: number, window: PacketWindowDescriptor): NativeEndpoint {
  requireInteger('window.fd', window.fd, 0, 2 ** 31 - 1);
  requireInteger('window.length', window.length, native.pageSize, MAX_PACKET_WINDOW_BYTES);
  requireInteger('window.offset', window.offset, 0, Number.MAX_SAFE_INTEGER);
  if (window.offset % native.pageSize !== 0) {
    throw new RangeError(
      `window.offset must be a multiple of the page size, ${native.pageSize}; it is ${window.offset}.`,
    );
  }
  try {
    return new native.Endpoint(side, window.fd, window.offset, window.length);
  } catch (cause) {
    if (errorCode(cause) === 'ENXIO') {
      throw new RangeError(
        `The window (offset ${window.offset}, length ${window.length}) ends beyond its file.`,
      );
    }
    throw systemError(`Mapping the packet window of descriptor ${window.fd} failed`, cause);
  }
}
