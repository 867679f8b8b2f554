import { parseArgs } from 'node:util';

/** Whoever has a default has a value. */
type Values<Defaults> = {
  readonly [Name in keyof Defaults]: Defaults[Name] extends string ? string : string | undefined;
};

/**
 * The options of a command, each with a value, by name; what is not given is as `defaults` says. Where one is wrong, a line says so and which
 * there are, and the process ends with 2. An option whose default is a number takes numbers only.
 */
export function optionsOf<Defaults extends Readonly<Record<string, string | undefined>>>(
  defaults: Defaults,
): Values<Defaults> {
  const names = Object.keys(defaults);
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values } = parseArgs({ options });
    for (const name of names) {
      const value = values[name];
      const isNumber = value === undefined || Number(value) >= 0;
      if (!isNumber && Number(defaults[name]) >= 0)
        throw new Error(`--${name} must be a number, not ${value}`);
    }
    return { ...defaults, ...values } as Values<Defaults>; // of these names, each a string
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Options: ${names.map((name) => `--${name} <value>`).join(', ')}`);
    process.exit(2);
  }
}
