/** The bytes break MessagePack, our frames, or a limit: whoever sent them can not be trusted with the session. */
export class WireError extends Error {
  override readonly name = 'WireError';
}
