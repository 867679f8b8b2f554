/** A moment that rows which hold one are tried with. */
export const someDate: Date = new Date('2024-02-29T12:00:00Z');
