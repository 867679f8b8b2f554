import { unlocked, unpinned } from './supply-chain.mjs';

const lockfile = (resolution: string): string =>
  `packages:\n\n  '@a/b@1.0.0':\n    resolution: ${resolution}\n\nsnapshots:\n`;

it('exact versions and our own packages are pinned', () => {
  expect(unpinned([{ name: 'x', dependencies: { a: '1.2.3', b: 'workspace:*', c: '1.0.0-rc.1' } }])).toEqual(
    [],
  );
});

it.each(['^1.2.3', '~1.2.3', '*', 'latest', 'github:a/b', '1.x'])('%s is not', (version) => {
  expect(unpinned([{ name: 'x', devDependencies: { a: version } }])).toEqual([
    expect.stringContaining(version),
  ]);
});

it('a package with a hash is locked', () => {
  expect(unlocked(lockfile('{integrity: sha512-abc+/==}'))).toEqual([]);
});

it.each(['{tarball: https://example.org/a.tgz}', '{integrity: sha1-abc}', '{type: git, repo: x, commit: y}'])(
  'one with %s is not',
  (resolution) => {
    expect(unlocked(lockfile(resolution))).toEqual([expect.stringContaining(resolution)]);
  },
);

it('a lockfile in which nothing is found is none', () => {
  expect(unlocked('')).not.toEqual([]);
});
