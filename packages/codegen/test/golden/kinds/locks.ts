export type Holder = string | undefined;

export class Held extends Error {}

export class Denied extends Error {}
