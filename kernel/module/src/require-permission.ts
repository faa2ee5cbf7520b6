import { Forbidden, type Actor } from './context.ts';

/**
 * The rule behind `Context.require`: the system may everything; staff need the permission and, where a unit is named, must work in it.
 *
 * @throws Forbidden
 */
export function requirePermission(actor: Actor, permission: string, scope: { unitId?: string } = {}): void {
  if (actor.kind === 'system') return;
  const granted = actor.kind === 'staff' && actor.permissions.has(permission);
  if (!granted || (scope.unitId !== undefined && !actor.unitIds.includes(scope.unitId))) throw new Forbidden(permission);
}
