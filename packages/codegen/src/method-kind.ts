import type { MethodKind, MethodShape, UploadShape } from './service-shape.js';

/** Whether a stream comes back. */
export function returnsStream(kind: MethodKind): boolean {
  return kind === 'serverStream' || kind === 'bidiStream';
}

/** The kind of a method whose answer is waited for. */
export function answeredKind(streams: { readonly up: boolean; readonly down: boolean }): MethodKind {
  if (streams.up) return streams.down ? 'bidiStream' : 'clientStream';
  return streams.down ? 'serverStream' : 'unary';
}

/** Puts what stands for the upload in its place among what stands for the other parameters. */
export function withUpload<Part>(
  { upload }: MethodShape,
  sent: readonly Part[],
  part: (upload: UploadShape) => Part,
): readonly Part[] {
  return upload === undefined ? sent : sent.toSpliced(upload.index, 0, part(upload));
}
