import { dirname, relative, sep } from 'node:path';
import type { ModuleShape } from '../service-shape.js';
import { type Code, code, docComment } from './code.js';
import { CodecPrinter } from './emit-codec.js';
import { emitErrors } from './emit-errors.js';
import { emitRemotes } from './emit-remotes.js';
import { emitService } from './emit-service.js';
import { printType, printTypeName } from './emit-type.js';
import { ZodPrinter } from './emit-zod.js';
import { ModuleScope } from './module-scope.js';

/** The text of the file that is generated from one source file, to stand at the absolute path `outFile`. */
export function emitModule(module: ModuleShape, outFile: string): string {
  const scope = new ModuleScope(module, outFile);
  const zod = new ZodPrinter(scope);
  const codecs = new CodecPrinter(scope, zod);
  const services = module.services.flatMap((service) => emitService(service, scope, { zod, codecs }));
  const errors = emitErrors(scope, zod);
  const schemas = zod.namedSchemas();
  const remotes = emitRemotes(scope, zod);
  const codecParts = codecs.print();
  const source = relative(dirname(outFile), module.file).split(sep).join('/');
  const header: Code = [
    `// Made from ${source} by flipcall generate. Do not edit: change the source and generate again.`,
    { kind: 'break', as: 'hard' },
    '/* eslint-disable */',
    { kind: 'break', as: 'hard' },
  ];
  return scope.file.print(header, [
    ...localTypes(scope),
    ...services,
    ...codecParts,
    ...errors,
    ...remotes,
    ...zod.helpers.print(),
    ...schemas,
  ]);
}

/** Declares again what the sources use but do not export; what is named in there too. */
function localTypes(scope: ModuleScope): readonly Code[] {
  const printed = new Map<string, Code>();
  for (let count = -1; count < printed.size; ) {
    count = printed.size;
    for (const { id, doc, type } of scope.localTypes) {
      if (printed.has(id)) continue;
      const name = printTypeName(scope.typeName(id), scope);
      printed.set(id, [docComment(doc), code`type ${name} = ${printType(type, scope)};`]);
    }
  }
  return scope.localTypes.map(({ id }) => printed.get(id) ?? '');
}
