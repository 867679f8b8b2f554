/** What the unary scenarios send there and back. */
export interface Message {
  name: string;
  a: number;
  v: number[];
}

export interface Echo {
  /** Gives back what it gets. */
  echo(message: Message): Message;
}
