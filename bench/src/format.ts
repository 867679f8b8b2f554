/** Nanoseconds with a unit, three digits at most. */
export function duration(ns: number): string {
  if (ns < 1000) return `${digits(ns)} ns`;
  if (ns < 1e6) return `${digits(ns / 1e3)} µs`;
  if (ns < 1e9) return `${digits(ns / 1e6)} ms`;
  return `${digits(ns / 1e9)} s`;
}

/** Bytes with a unit, three digits at most. */
export function bytes(value: number): string {
  if (value < 1024) return `${digits(value)} B`;
  if (value < 1024 ** 2) return `${digits(value / 1024)} KiB`;
  if (value < 1024 ** 3) return `${digits(value / 1024 ** 2)} MiB`;
  return `${digits(value / 1024 ** 3)} GiB`;
}

/** A number with separators, three digits that count. */
export function count(value: number): string {
  return value < 1 ? digits(value) : Number(value.toPrecision(3)).toLocaleString('en');
}

function digits(value: number): string {
  return String(value < 1000 ? Number(value.toPrecision(3)) : Math.round(value));
}
