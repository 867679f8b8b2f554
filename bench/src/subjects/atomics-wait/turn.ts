/** Whose turn it is. */
export const Turn = { Client: 0, Worker: 1 } as const;
export type Turn = (typeof Turn)[keyof typeof Turn];
