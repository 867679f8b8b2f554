import type { ErrorShape } from '../service-shape.js';
import { block, type Code, code, quoted } from './code.js';
import type { ZodPrinter } from './emit-zod.js';
import type { ModuleScope } from './module-scope.js';
import { fromDoor } from './run-time.js';

const ErrorSpec = fromDoor('ErrorSpec', true);

/** The constants that describe the errors which methods declare: their names, classes and fields. */
export function emitErrors(scope: ModuleScope, zod: ZodPrinter): readonly Code[] {
  return scope.module.errors.map((error): Code => {
    const { name, type, fields } = error;
    const parts: Code[] = [`name: ${quoted(name)},`];
    if (type !== undefined) parts.push(['type: ', errorClass(type, scope), ',']);
    parts.push(['fields: () => ', zod.print(fields), ',']);
    return [code`const ${scope.errorName(error.id)}: ${ErrorSpec} = `, block(parts), ';'];
  });
}

function errorClass(type: NonNullable<ErrorShape['type']>, scope: ModuleScope): Code {
  const [first, ...inside] = type.path;
  const base: Code = type.kind === 'imported' ? scope.importedValue(type.module, first) : first;
  return [base, inside.map((part) => `.${part}`)];
}
