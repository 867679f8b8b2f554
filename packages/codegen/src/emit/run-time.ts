import type { ImportedSymbol } from './code.js';

const DOOR = '@flipcall/rpc/codegen-v1';

/** What generated code has of the run time: one door, whose version is in its name. */
export function fromDoor(name: string, typeOnly = false): ImportedSymbol {
  return { kind: 'import', module: DOOR, name, localName: name, typeOnly };
}
