/** What a doc tag says about the values of a type, beyond the type. */
export type Constraint =
  | { readonly kind: NumericConstraint; readonly value: number }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  | { readonly kind: 'format'; readonly name: StringFormat }
  | { readonly kind: 'int' }
  | { readonly kind: 'uniqueItems' };

/** The constraints that are a number. */
export type NumericConstraint =
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'multipleOf'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems';

/** The formats of strings, by their names in JSON Schema where those have one, and how zod checks them. */
export const STRING_FORMATS = {
  base64: 'base64()',
  base64url: 'base64url()',
  date: 'iso.date()',
  'date-time': 'iso.datetime({ offset: true })',
  duration: 'iso.duration()',
  email: 'email()',
  hostname: 'hostname()',
  ipv4: 'ipv4()',
  ipv6: 'ipv6()',
  time: 'iso.time()',
  ulid: 'ulid()',
  uri: 'url()',
  uuid: 'uuid()',
} as const;

/** One of the formats. */
export type StringFormat = keyof typeof STRING_FORMATS;

/** What each tag is for. */
export const CONSTRAINT_TAGS: Readonly<Record<Constraint['kind'], 'number' | 'string' | 'array'>> = {
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  int: 'number',
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  format: 'string',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
};
