import { bytes, count, duration } from './format.js';

test('times are printed with the unit that fits', () => {
  expect([0.25, 713, 1234, 5.4e6, 2e9].map(duration)).toEqual([
    '0.25 ns',
    '713 ns',
    '1.23 µs',
    '5.4 ms',
    '2 s',
  ]);
});

test('bytes are printed with the unit that fits', () => {
  expect([12.34, 1024, 1_048_576, 3 * 2 ** 30].map(bytes)).toEqual(['12.3 B', '1 KiB', '1 MiB', '3 GiB']);
});

test('of a large number three digits count', () => {
  expect([1_234_567, 812, 0.456].map(count)).toEqual(['1,230,000', '812', '0.456']);
});
