import workspace from '../jest.config.mjs';

export default {
  ...workspace,
  rootDir: '..',
  testMatch: ['<rootDir>/interop/**/*.spec.ts'],
  globalSetup: '<rootDir>/interop/build-peer.mjs',
  // A watchdog: 100,000 round trips through promises take some seconds.
  testTimeout: 180_000,
};
