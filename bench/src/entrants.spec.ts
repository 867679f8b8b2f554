import { entrantsOf } from './entrants.js';
import type { Scenario, Subject } from './scenario.js';

const scenario: Scenario = {
  name: 'made-up',
  about: '',
  prepare: ({ openHandoff }) => openHandoff && (() => Promise.reject(new Error('not to be measured here'))),
};

function subject(name: string, makeReady?: Subject['makeReady']): Subject {
  const openHandoff = () => Promise.reject(new Error('not to be opened here'));
  return { name, about: '', openHandoff, ...(makeReady ? { makeReady } : {}) };
}

test('subjects for which something is missing are left out, together and with what it is', async () => {
  const noGo = async () => 'Go is missing';
  const subjects = [
    subject('a'),
    subject('b', noGo),
    subject('c', async () => undefined),
    subject('d', noGo),
    subject('e', async () => 'Rust is missing'),
  ];
  const { ready, leftOut } = await entrantsOf(scenario, subjects);
  expect(ready.map(({ name }) => name)).toEqual(['a', 'c']);
  expect(leftOut).toEqual([
    { names: ['b', 'd'], missing: 'Go is missing' },
    { names: ['e'], missing: 'Rust is missing' },
  ]);
});

test('nothing is made ready for a scenario in which it does not take part', async () => {
  const makeReady = jest.fn(async () => undefined);
  const { ready } = await entrantsOf(scenario, [{ name: 'a', about: '', makeReady }]);
  expect(ready).toEqual([]);
  expect(makeReady).not.toHaveBeenCalled();
});

test('what cannot be made ready though nothing is missing is a failure', async () => {
  const broken = subject('a', () => Promise.reject(new Error('does not compile')));
  await expect(entrantsOf(scenario, [broken])).rejects.toThrow('does not compile');
});
