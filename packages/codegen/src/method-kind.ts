import type { MethodKind, MethodShape, TypeShape, UploadShape } from './service-shape.js';

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

/** The methods in the order of their numbers, which does not change when an interface is merely reordered. */
export function methodsInOrder<Method extends MethodShape>(methods: readonly Method[]): readonly Method[] {
  return [...methods].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The types of everything that a method takes and gives. */
export function typesOf({ parameters, upload, result }: MethodShape): readonly TypeShape[] {
  return [
    ...parameters.map(({ type }) => type),
    ...(upload === undefined ? [] : [upload.item]),
    ...(result === undefined ? [] : [result]),
  ];
}
