import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, resolveLimits } from './limits.js';

describe('limits', () => {
  it('are the defaults where nothing is said', () => {
    expect(resolveLimits()).toEqual(DEFAULT_LIMITS);
    expect(resolveLimits({ maxDepth: 5 })).toEqual({ ...DEFAULT_LIMITS, maxDepth: 5 });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('are not %p', (value) => {
    expect(() => resolveLimits({ maxMessageBytes: value })).toThrow(
      `limits.maxMessageBytes must be a positive integer, not ${value}`,
    );
  });

  it('on waiting calls are at most as many as there are ids', () => {
    expect(() => resolveLimits({ maxPendingCalls: 65_537 })).toThrow('at most 65536');
  });

  it('are documented, each with its default', () => {
    const guide = readFileSync(join(__dirname, '../../../docs/guides/limits.md'), 'utf8');
    const rows = [...guide.matchAll(/^\| `(\w+)` \| ([\d,]+) \|/gm)];
    const documented = rows.map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]);
    expect(Object.fromEntries(documented)).toEqual({
      ...DEFAULT_LIMITS,
      maxSessions: 4096,
      maxSessionsPerUid: 2048,
      handshakeTimeoutMs: 5000,
    });
  });
});
