import { readdirSync } from 'node:fs';
import { rehearse } from './rehearsal.js';

test('a rehearsed session opens, takes a datagram and closes', () => {
  expect(rehearse()).toEqual(['1 bytes', 'writable', 'closed']);
});

test('a rehearsal leaves nothing behind: no descriptor, and nothing that keeps the event loop alive', () => {
  const left = () => [readdirSync('/proc/self/fd').length, process.getActiveResourcesInfo()];
  const before = left();
  rehearse();
  expect(left()).toEqual(before);
});
