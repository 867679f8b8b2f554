/** What a logarithmic axis shows: all the values, and some room. */
export function logDomain(values: readonly number[]): [number, number] {
  return [Math.min(...values) / 1.4, Math.max(...values) * 1.4];
}

/** The powers of ten that a domain contains. */
export function decades([least, most]: readonly [number, number]): number[] {
  const first = Math.ceil(Math.log10(least));
  const last = Math.floor(Math.log10(most));
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}
