import { InputError } from './find-texts.js';

/** Runs a program of this example; what the user did wrong is told without a stack. */
export async function main(program: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await program();
  } catch (error) {
    console.error(error instanceof InputError ? error.message : error);
    // Not by `exitCode`: a socket that is still open would keep a program alive that has failed.
    process.exit(1);
  }
}
