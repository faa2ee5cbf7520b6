import { clients, createClient, revokeClient, scopes, type Scope } from '@amt/form-api';
import { parseArguments, UsageError, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';

const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);
const listed = (text: string | undefined): string[] => (text ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

/** Keys for systems of other authorities that send submissions. */
const command: Command = {
  usage: `create ID --name NAME [--scopes ${scopes.join(',')}] [--forms ID,ID] | revoke ID | list`,
  async run(args) {
    const { options, positionals } = parseArguments(args, { options: ['name', 'scopes', 'forms'], positionals: { min: 1, max: 2 } });
    const [action = '', id = ''] = positionals;
    return withHouse(async (house) => {
      const ctx = house.systemContext();
      if (action === 'list') {
        for (const one of await clients(ctx)) {
          const state = one.revokedAt
            ? `revoked ${one.revokedAt.toString().slice(0, 10)}`
            : `last used ${one.lastUsedOn?.toString() ?? 'never'}`;
          process.stdout.write(
            `${one.id.padEnd(24)} ${one.name.padEnd(32)} ${one.scopes.join(',')} ${one.forms.join(',') || 'all forms'}; ${state}\n`,
          );
        }
        return 0;
      }
      if (id === '') throw new UsageError('name the client');
      if (action === 'revoke') {
        const ended = await revokeClient(ctx, id);
        process.stdout.write(ended.ok ? `The key of ${id} has ended.\n` : `There is no valid key of ${id}.\n`);
        return ended.ok ? 0 : 1;
      }
      if (action !== 'create') throw new UsageError(`unknown action "${action}"`);
      const wished = options.scopes === undefined ? [...scopes] : listed(options.scopes);
      const unknown = wished.find((scope) => !isScope(scope));
      if (unknown !== undefined) throw new UsageError(`unknown scope "${unknown}"`);
      const made = await createClient(ctx, { id, name: options.name ?? id, scopes: wished.filter(isScope), forms: listed(options.forms) });
      if (made.ok) process.stdout.write(`${made.value}\nThis key is shown once. Send it as: Authorization: Bearer KEY\n`);
      else
        process.stderr.write(
          made.code === 'taken' ? `There is (or was) a client ${id}.\n` : 'An id has 3 to 61 small letters, digits and strokes.\n',
        );
      return made.ok ? 0 : 1;
    });
  },
};
export default command;
