import { native } from '@flipcall/native';
import { systemError } from './flipcall-error.js';

/**
 * Has the kernel kill this process (SIGKILL) when the thread of its parent ends that started it, whatever this process does at
 * the time. A parent that has ended already goes unnoticed: the socket to it has hung up then.
 * @throws FlipcallError `system` if the system does not allow it.
 */
export function dieWithParent(): void {
  try {
    native.dieWithParent();
  } catch (cause) {
    throw systemError('Asking to end with the parent process failed', cause);
  }
}
