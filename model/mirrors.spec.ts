import { join } from 'node:path';
import { mirrorsIn, missingMirrors } from './mirrors.mjs';

it('every function that the models mirror is where they say', () => {
  expect(missingMirrors(join(__dirname, '..'))).toEqual([]);
});

it('one that is gone is named', () => {
  expect(mirrorsIn('/* mirrors a/b.cc Link::Gone */\ninline Gone() {}')).toEqual([
    { source: 'a/b.cc', name: 'Link::Gone' },
  ]);
});
