interface PendingCall {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Which answer belongs to which call: what everyone writes who has only messages. */
export class PendingCalls {
  readonly #pending = new Map<number, PendingCall>();
  #lastId = 0;

  /** Has `send` send a call with a new id; the promise ends when that id is settled. */
  start(send: (id: number) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { resolve, reject });
      send(this.#lastId);
    });
  }

  settle(id: number, error: string | null, answer: unknown): void {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    if (error === null) call?.resolve(answer);
    else call?.reject(new Error(error));
  }
}
