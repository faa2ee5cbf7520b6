import { may, type Actor } from './actor.ts';
import { Forbidden } from './context.ts';

/**
 * The rule behind `Context.require`: the system may everything; staff need the permission and, where a unit is named, must have it there.
 *
 * @throws Forbidden
 */
export function requirePermission(actor: Actor, permission: string, { unitId }: { unitId?: string } = {}): void {
  if (actor.kind !== 'system' && !may(actor, permission, unitId)) throw new Forbidden(permission);
}
