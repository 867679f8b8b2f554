import type { SourceLocation } from './service-shape.js';

/** Something in the user's sources or files that stops generation. */
export interface Diagnostic {
  /** Absolute path of the file; undefined when no one file is at fault. */
  readonly file: string | undefined;
  /** From 1; 0 when the whole file is meant. */
  readonly line: number;
  /** From 1; 0 when the whole file is meant. */
  readonly column: number;
  /** How many characters are meant; 0 when unknown. */
  readonly length: number;
  /** `FC1` and three digits; a code keeps its meaning for ever. */
  readonly code: DiagnosticCode;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The member that is at fault, such as `Orders.place(order).items[].owner`; undefined when none is. */
  readonly path: string | undefined;
}

/** What is wrong, wherever it is. */
export interface Fault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
  readonly path?: string;
}

/** Every code, and what it stands for. */
export const DIAGNOSTIC_CODES = {
  FC1001: 'A source file was not found',
  FC1002: 'A source file does not parse',
  FC1003: 'A source file does not type-check',
  FC1004: 'A file exports no service',
  FC1005: 'Two services have one name',
  FC1006: 'Two source files would be generated into one file',
  FC1007: 'The TypeScript configuration cannot be read',
  FC1008: 'The output cannot be written',
  FC1101: 'any says nothing that could be checked',
  FC1102: 'A function cannot be sent',
  FC1103: 'A class instance cannot be sent',
  FC1104: 'A symbol cannot be sent',
  FC1106: 'An enum that is not exported cannot be checked',
  FC1107: 'A library object cannot be sent',
  FC1108: 'A type expands without end',
  FC1109: 'A type has no form on the wire',
  FC1110: 'A union has too many members',
  FC1111: 'A branded type that is not exported cannot be named',
  FC1112: 'A stream is inside of something else',
  FC1113: 'A function that is called from the other side returns at once',
  FC1114: 'A function that is called from the other side is generic',
  FC1115: 'Several members of a union would arrive as references',
  FC1116: 'A live object has something else than methods',
  FC1117: 'A function that is called from the other side takes options that are not known',
  FC1201: 'A service method has overloads',
  FC1202: 'A service method is generic',
  FC1203: 'A service method is optional',
  FC1204: 'A oneway method returns something',
  FC1205: 'A service method is named by a symbol',
  FC1206: 'A service method is marked @idempotent and cannot be',
  FC1207: 'A service method takes two streams',
  FC1208: 'A stream that a service method takes may be missing',
  FC1209: 'A stream gives or takes more than items',
  FC1210: 'A service method throws what is not known',
  FC1211: 'A service method throws what is no error',
  FC1212: 'An error that a service method throws cannot cross',
  FC1213: 'A service method throws two errors of one name',
  FC1301: 'A tag looks like a constraint and is none',
  FC1302: 'A constraint does not fit the type that it is on',
  FC1303: 'A constraint has a value that it cannot have',
  FC1304: 'Constraints contradict each other',
} as const;

/** One of the codes. */
export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;

/** A diagnostic at a place. */
export function diagnosticAt(location: SourceLocation, fault: Fault): Diagnostic {
  const { file, line, column, length } = location;
  return { file, line, column, length, path: undefined, ...fault };
}

/** A diagnostic about a whole file, or about none. */
export function diagnosticOf(file: string | undefined, fault: Fault): Diagnostic {
  return { file, line: 0, column: 0, length: 0, path: undefined, ...fault };
}
