/** Greets people. */
export interface Greeter {
  /** Says hello to `name`. */
  hello(name: string): Promise<string>;
}
