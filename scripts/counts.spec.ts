import { countClosingLine, countJest } from './test.mjs';

const green = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 0,
};

test("jest's counts are taken over", () => {
  expect(countJest(0, green)).toEqual({ passed: 3, failed: 0, skipped: 2 });
});

test('a test file that cannot be loaded counts as a failure', () => {
  expect(countJest(1, { ...green, numRuntimeErrorTestSuites: 2 }).failed).toBe(2);
});

test('a jest that fails without a failed test, or dies without a report, counts as a failure', () => {
  expect(countJest(1, green).failed).toBe(1);
  expect(countJest(1, undefined).failed).toBe(1);
});

test('the last closing line of a runner counts', () => {
  expect(countClosingLine(0, '1 passed, 9 failed\nnoise\n12 passed, 0 failed, 3 skipped\n')).toEqual({
    passed: 12,
    failed: 0,
    skipped: 3,
  });
});

test('a runner that dies, or says nothing, counts as a failure', () => {
  expect(countClosingLine('SIGSEGV', '12 passed, 0 failed\n').failed).toBe(1);
  expect(countClosingLine(0, 'all is well\n').failed).toBe(1);
});
