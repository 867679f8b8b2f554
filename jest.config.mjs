/** Tests import the TypeScript sources; the processes that they start run the built packages. */
export default {
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/packages/*/{src,lib,test}/**/*.spec.ts',
    '<rootDir>/examples/**/*.spec.ts',
    '<rootDir>/docs/**/*.spec.ts',
    '<rootDir>/model/**/*.spec.ts',
    '<rootDir>/scripts/**/*.spec.ts',
    '<rootDir>/bench/**/*.spec.ts',
  ],
  transform: {
    '^.+\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', explicitResourceManagement: true } },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: {
    '^@flipcall/native$': '<rootDir>/packages/native/lib/index.ts',
    '^@flipcall/(core|rpc|codegen)$': '<rootDir>/packages/$1/src/index.ts',
    '^@flipcall/rpc/(.+)$': '<rootDir>/packages/rpc/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testTimeout: 30_000,
};
