import { revokeRole } from '@amt/identity';
import { changeRole } from '../change-role.ts';
import type { Command } from '../command.ts';

const command: Command = { usage: 'SUBJECT ROLE UNIT', run: (args) => changeRole(revokeRole, args) };
export default command;
