import { readChecked } from '../src/compact/checked.js';
import type { CompactType } from '../src/compact/compact-codec.js';
import type { MethodSpec, ServiceDescriptor } from '../src/service.js';
import { writeValue } from '../src/wire/write-value.js';

/** A service with codecs for sides that agree, as generated code has them for types that its schemas have to check. */
export function withCodecs<Handlers>(service: ServiceDescriptor<Handlers>): ServiceDescriptor<Handlers> {
  return { ...service, methods: service.methods.map(methodWithCodecs) };
}

function methodWithCodecs(method: MethodSpec): MethodSpec {
  const { args, result, item, upload } = method;
  return {
    ...method,
    compact: {
      args: codec(args),
      ...(result && { result: codec(result) }),
      ...(item && { item: codec(item) }),
      ...(upload && { upload: codec(upload.item) }),
    },
  };
}

function codec<T>(schema: Parameters<typeof readChecked<T>>[1]): CompactType<T> {
  return { write: writeValue, read: (reader) => readChecked(reader, schema) };
}
