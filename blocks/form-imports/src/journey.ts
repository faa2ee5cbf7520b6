import { type SourceExpression, allOf, call, field, oneOf, value, yes } from './source-expression.ts';

/** A page of a form that says itself where to go next. Ways are tried in their order; one without condition is always open. */
export interface Stop {
  readonly id: string;
  readonly ways: readonly { readonly to: string; readonly when?: SourceExpression }[];
}

/** `always`, when exactly, `never` (no way leads there), or `unknown` (a circle, or too much to be read by anybody). */
export type Reached = 'always' | 'never' | 'unknown' | SourceExpression;

export interface Journey {
  /** ids of stops in an order in which nobody has to go back */
  readonly order: readonly string[];
  readonly reached: ReadonlyMap<string, Reached>;
  /** by stop, what would be said again and again by the stops after it: a value of its own, read as the field {@link reachedName} */
  readonly helpers: ReadonlyMap<string, SourceExpression>;
}

const mostStops = 150;
const mostParts = 400;
/** a condition larger than this is given a name */
const readable = 8;
/** The name under which expressions read whether a stop is reached. */
export const reachedName = (id: string): string => `\0reached ${id}`;
const end = '\0end';

/**
 * Pages of ours have a condition each, pages of others a link to the next. Reached means: some page before it is reached, and its way here is the
 * first that is open. Where all ways between two pages meet again, the second is reached exactly when the first is.
 */
export function journeyOf(stops: readonly Stop[], start: string): Journey {
  const byId = new Map(stops.map((stop) => [stop.id, stop]));
  const order = stops.length > mostStops ? undefined : sorted(stops, byId, start);
  const reached = new Map<string, Reached>();
  if (!order) {
    for (const stop of stops) reached.set(stop.id, stop.id === start ? 'always' : 'unknown');
    return { order: stops.map((stop) => stop.id), reached, helpers: new Map() };
  }
  const helpers = new Map<string, SourceExpression>();
  const next = nextOf(byId);
  const known = order.filter((id) => reaches(next, start, id, undefined));
  for (const id of order) {
    if (!known.includes(id)) {
      reached.set(id, 'never');
      continue;
    }
    const same = known.find((before) => before !== id && !reaches(next, start, id, before) && !reaches(next, before, end, id));
    if (id === start) reached.set(id, 'always');
    else if (same !== undefined && reached.has(same)) reached.set(id, reached.get(same) ?? 'unknown');
    else {
      const found = throughWays(id, order, byId, reached);
      const large = typeof found === 'object' && size(found) > readable;
      if (large) helpers.set(id, found);
      reached.set(id, large ? field(reachedName(id)) : found);
    }
  }
  const left = stops.map((stop) => stop.id).filter((id) => reached.get(id) === 'never');
  return { order: [...order.filter((id) => reached.get(id) !== 'never'), ...left], reached, helpers };
}

function throughWays(
  id: string,
  order: readonly string[],
  byId: ReadonlyMap<string, Stop>,
  reached: ReadonlyMap<string, Reached>,
): Reached {
  const through: SourceExpression[] = [];
  for (const before of order) {
    const ways = byId.get(before)?.ways ?? [];
    const from = reached.get(before);
    if (from === undefined || from === 'never') continue;
    for (const [i, way] of ways.entries()) {
      if (way.to !== id) continue;
      if (from === 'unknown') return 'unknown';
      const earlier = ways.slice(0, i).flatMap((one) => (one.when && !excludes(one.when, way.when) ? [call('not', one.when)] : []));
      through.push(allOf([...(from === 'always' ? [] : [from]), ...(way.when ? [way.when] : []), ...earlier]));
    }
  }
  if (through.some((one) => one === yes)) return 'always';
  const found = oneOf(through);
  return size(found) > mostParts ? 'unknown' : found;
}

/** Two different values of the same single-choice field cannot hold together. */
function excludes(one: SourceExpression, other: SourceExpression | undefined): boolean {
  const a = equalityIn(one);
  const b = other && equalityIn(other);
  return a !== undefined && b !== undefined && a.field === b.field && a.value !== b.value;
}

function equalityIn(expression: SourceExpression): { field: string; value: unknown } | undefined {
  if (expression.is !== 'call' || expression.op !== 'eq') return undefined;
  const [a, b] = expression.args;
  return a?.is === 'field' && b?.is === 'value' ? { field: a.name, value: b.value } : undefined;
}

function size(expression: SourceExpression): number {
  return expression.is === 'call' ? expression.args.reduce((sum, arg) => sum + size(arg), 1) : 1;
}

/** Where a stop can lead; where no way may be open, to the end. */
function nextOf(byId: ReadonlyMap<string, Stop>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...byId].map(([id, { ways }]) => {
      const to = ways.map((way) => (byId.has(way.to) ? way.to : end));
      return [id, ways.some((way) => way.when === undefined) ? to : [...to, end]] as const;
    }),
  );
}

/** Whether a way leads from one stop to another without going through a third. */
function reaches(next: ReadonlyMap<string, readonly string[]>, from: string, to: string, without: string | undefined): boolean {
  if (from === without || to === without) return false;
  const seen = new Set<string>([from]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    for (const one of next.get(at) ?? [])
      if (one !== without && !seen.has(one)) {
        seen.add(one);
        open.push(one);
      }
  }
  return false;
}

/** Stops in an order in which each comes after all that lead to it, else as in the file; undefined where they go in circles. */
function sorted(stops: readonly Stop[], byId: ReadonlyMap<string, Stop>, start: string): string[] | undefined {
  const incoming = new Map(stops.map((stop) => [stop.id, 0]));
  for (const stop of stops)
    for (const to of new Set(stop.ways.map((way) => way.to))) if (incoming.has(to)) incoming.set(to, (incoming.get(to) ?? 0) + 1);
  const order: string[] = [];
  const waiting = stops.map((stop) => stop.id).toSorted((a, b) => Number(b === start) - Number(a === start));
  while (waiting.length > 0) {
    const at = waiting.findIndex((id) => incoming.get(id) === 0);
    if (at < 0) return undefined;
    const [id = ''] = waiting.splice(at, 1);
    order.push(id);
    for (const to of new Set(byId.get(id)?.ways.map((way) => way.to))) incoming.set(to, (incoming.get(to) ?? 0) - 1);
  }
  return order;
}

/** As an expression; `unknown` has none. */
export function conditionOf(reached: Reached): SourceExpression | undefined {
  if (reached === 'always' || reached === 'unknown') return undefined;
  return reached === 'never' ? value(false) : reached;
}
