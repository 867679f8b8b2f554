import { returnsStream } from '../method-kind.js';
import type { MethodShape } from '../service-shape.js';
import { braces, type Code, list, quoted } from './code.js';
import type { CodecPrinter } from './emit-codec.js';
import type { ZodPrinter } from './emit-zod.js';
import type { ModuleScope } from './module-scope.js';

/** What prints the parts of a method that are about types. */
export interface Printers {
  readonly zod: ZodPrinter;
  /** Absent for methods of what crosses as a reference, which are called with values that say themselves what they are. */
  readonly codecs?: CodecPrinter;
}

/** What the run time is told of a method. */
export function methodSpec(
  method: MethodShape,
  scope: ModuleScope,
  { zod, codecs }: Printers,
): readonly Code[] {
  const { name, kind, parameters, upload, result, idempotent, throws } = method;
  const params = parameters.map((parameter) => quoted(parameter.name));
  const fields: Code[] = [
    `name: ${quoted(name)},`,
    `kind: ${quoted(kind)},`,
    ['params: ', list('[', params, ']'), ','],
    ['args: () => ', zod.argumentsOf(parameters), ','],
  ];
  if (result !== undefined)
    fields.push([returnsStream(kind) ? 'item' : 'result', ': () => ', zod.print(result), ',']);
  if (upload !== undefined) {
    const item: Code = ['item: () => ', zod.print(upload.item)];
    fields.push(['upload: ', braces([`param: ${upload.index}`, item]), ',']);
  }
  const compact = codecs?.method(method);
  if (compact !== undefined) fields.push(['compact: ', compact, ',']);
  if (idempotent) fields.push('idempotent: true,');
  const errors = throws.map((id) => scope.errorName(id));
  if (errors.length > 0) fields.push(['throws: () => ', list('[', errors, ']'), ',']);
  return fields;
}
