import { dirname, join } from 'node:path';
import ts from '../../compiler.cjs';

const known = new Map<string, string | undefined>();

/** Whether a symbol is the one of that name that our run time declares, wherever the user's file has it from. */
export function isOfRunTime(symbol: ts.Symbol, name: string): boolean {
  return (
    symbol.name === name &&
    (symbol.declarations ?? []).some((each) => packageOf(each.getSourceFile().fileName) === '@flipcall/rpc')
  );
}

/** The name of the package that a file belongs to: that of the nearest package.json which has one. */
function packageOf(file: string): string | undefined {
  const folder = dirname(file);
  if (folder === file) return undefined;
  if (known.has(folder)) return known.get(folder);
  const { config } = ts.readConfigFile(join(folder, 'package.json'), ts.sys.readFile);
  const name: unknown = config?.name;
  const found = typeof name === 'string' ? name : packageOf(folder);
  known.set(folder, found);
  return found;
}
