/** What one role of a member of staff allows, and where: the unit it was given in and everything below. */
export interface Grant {
  readonly permissions: ReadonlySet<string>;
  readonly unitIds: readonly string[];
}

/** Who acts. `system` is a job or the command line. */
export interface Actor {
  readonly kind: 'anonymous' | 'person' | 'staff' | 'system';
  /** account id of a person, staff id of a member of staff, else '' */
  readonly id: string;
  /** what pages greet with */
  readonly name: string;
  /** staff only, one for each role: what a role allows in one unit it does not allow in another. Ask {@link may} and {@link unitsWhere} */
  readonly grants: readonly Grant[];
  /** staff only: what the person may do in at least one unit, e.g. `cases.decide`; says nothing of a certain unit */
  readonly permissions: ReadonlySet<string>;
  /** staff only: ids of all units the person has some role in; says nothing of what they may do there */
  readonly unitIds: readonly string[];
}

export const anonymous: Actor = { kind: 'anonymous', id: '', name: '', grants: [], permissions: new Set(), unitIds: [] };
export const systemActor: Actor = { kind: 'system', id: '', name: 'System', grants: [], permissions: new Set(), unitIds: [] };

export function personActor({ id, name }: Pick<Actor, 'id' | 'name'>): Actor {
  return { ...anonymous, kind: 'person', id, name };
}

/** A member of staff with these roles. */
export function staffActor({ id, name, grants }: Pick<Actor, 'id' | 'name' | 'grants'>): Actor {
  return {
    kind: 'staff',
    id,
    name,
    grants,
    permissions: new Set(grants.flatMap(({ permissions }) => [...permissions])),
    unitIds: [...new Set(grants.flatMap(({ unitIds }) => unitIds))].toSorted(),
  };
}

/**
 * Whether the actor is staff with this permission: in the unit where one is named, else in any (for menus and whole pages).
 * Permissions do not add up over units: a role in one unit gives nothing in another.
 */
export function may({ kind, grants }: Pick<Actor, 'kind' | 'grants'>, permission: string, unitId?: string): boolean {
  return (
    kind === 'staff' &&
    grants.some(({ permissions, unitIds }) => permissions.has(permission) && (unitId === undefined || unitIds.includes(unitId)))
  );
}

/** The units in which the actor has the permission, for lists. */
export function unitsWhere({ grants }: Pick<Actor, 'grants'>, permission: string): string[] {
  return [...new Set(grants.flatMap(({ permissions, unitIds }) => (permissions.has(permission) ? unitIds : [])))].toSorted();
}
