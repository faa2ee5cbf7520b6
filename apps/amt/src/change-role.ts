import type { RoleChange } from '@amt/identity';
import type { Context, Result } from '@amt/module';
import { parseArguments } from './command.ts';
import { withHouse } from './with-house.ts';

/** `user grant` and `user revoke` differ in the use case alone. */
export function changeRole(
  change: (ctx: Context, role: RoleChange) => Promise<Result<void, string>>,
  args: readonly string[],
): Promise<number> {
  const { positionals } = parseArguments(args, { positionals: { min: 3, max: 3 } });
  const [subject = '', roleId = '', unitId = ''] = positionals;
  return withHouse(async (house) => {
    const result = await change(house.systemContext(), { subject, roleId, unitId });
    if (result.ok) process.stdout.write('Done; it counts from the next request.\n');
    else process.stderr.write(`Not done: ${result.code}\n`);
    return result.ok ? 0 : 1;
  });
}
