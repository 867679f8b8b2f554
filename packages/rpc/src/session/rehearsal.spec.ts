import { channel } from 'node:diagnostics_channel';
import { rehearse } from './rehearsal.js';

test('a rehearsal is not published as a session', () => {
  const seen: unknown[] = [];
  const see = (message: unknown): void => void seen.push(message);
  const channels = ['open', 'drain', 'close'].map((what) => channel(`flipcall:session:${what}`));
  for (const one of channels) one.subscribe(see);
  rehearse();
  for (const one of channels) one.unsubscribe(see);
  expect(seen).toEqual([]);
});

test('a rehearsed session takes its own hello', async () => {
  const session = rehearse();
  await session?.greeted;
  // It would be over if it had refused what it read.
  expect(session?.isOpen).toBe(true);
});
