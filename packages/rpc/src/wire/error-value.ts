/** The errors that the language itself throws, and that arrive as what they are. */
const CLASSES: ReadonlyMap<string, ErrorConstructor> = new Map(
  [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((each) => [each.name, each]),
);

/** What of an error travels; its stack tells of the process that it comes from, and stays there. */
export interface ErrorParts {
  readonly name: string;
  readonly message: string;
  /** Undefined when there is none; an error without a cause is not one whose cause is undefined. */
  readonly cause: { readonly value: unknown } | undefined;
}

export function errorParts(error: Error): ErrorParts {
  const { name, message } = error;
  return {
    name: String(name),
    message: String(message),
    cause: Object.hasOwn(error, 'cause') ? { value: error.cause } : undefined,
  };
}

/** The error with these parts, whose stack is its own first line: the frames of who reads it would tell nothing. */
export function errorOf({ name, message, cause }: ErrorParts): Error {
  const Class = CLASSES.get(name) ?? Error;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = cause === undefined ? new Class(message) : new Class(message, { cause: cause.value });
  Error.stackTraceLimit = limit;
  if (error.name === name) return error;
  const hidden = { configurable: true, enumerable: false, writable: true };
  Object.defineProperty(error, 'name', { ...hidden, value: name });
  Object.defineProperty(error, 'stack', { ...hidden, value: message === '' ? name : `${name}: ${message}` });
  return error;
}
