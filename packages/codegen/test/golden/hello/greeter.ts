/** Greets people. */
export interface Greeter {
  /**
   * Says hello.
   *
   * @param name who is greeted
   * @param title what comes before the name
   */
  hello(name: string, title?: string): Promise<string>;

  /**
   * Leaves a line in the server's log.
   * @oneway
   */
  log(line: string): void;

  /** How many were greeted so far. */
  count(): number;

  /** Forgets everybody. */
  reset(): Promise<void>;
}
