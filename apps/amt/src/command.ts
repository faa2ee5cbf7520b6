/** A command of `amt`. */
export interface Command {
  /** what follows the command's name on the line, e.g. `FILE.pdf [--json]` */
  readonly usage: string;
  /** Prints to stdout, complains on stderr; resolves with the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** Wrong use of a command: the message and how to use it are printed, exit code 2. */
export class UsageError extends Error {}

/** Something outside the program is in the way: the message says what and what to do; it is printed without a trace, exit code 1. */
export class Obstacle extends Error {}

/** Splits `--name value`, `--name=value` and `--flag` from the rest; anything not declared is a usage error. */
export function parseArguments<Options extends string, Flags extends string>(
  args: readonly string[],
  declared: {
    readonly options?: readonly Options[];
    readonly flags?: readonly Flags[];
    readonly positionals?: { readonly min: number; readonly max: number };
  },
): { options: Partial<Record<Options, string>>; flags: Set<Flags>; positionals: string[] } {
  const options: Partial<Record<Options, string>> = {};
  const flags = new Set<Flags>();
  const positionals: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!arg.startsWith('--')) {
      positionals.push(arg);
      continue;
    }
    const [name = '', inline] = arg.slice(2).split(/=(.*)/s);
    const flag = declared.flags?.find((f) => f === name);
    const option = declared.options?.find((o) => o === name);
    if (flag !== undefined && inline === undefined) flags.add(flag);
    else if (option !== undefined) {
      const value = inline ?? rest.shift();
      if (value === undefined) throw new UsageError(`--${name} needs a value`);
      options[option] = value;
    } else throw new UsageError(`unknown option --${name}`);
  }
  const { min, max } = declared.positionals ?? { min: 0, max: 0 };
  if (positionals.length < min) throw new UsageError('something is missing');
  if (positionals.length > max) throw new UsageError(`unexpected "${positionals[max] ?? ''}"`);
  return { options, flags, positionals };
}
