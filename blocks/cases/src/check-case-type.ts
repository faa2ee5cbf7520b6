import { Ajv2020 } from 'ajv/dist/2020.js';
import { CaseTypeSchema, type CaseTypeDefinition } from './case-type.ts';

/** A fault in a case type file: where (JSON Pointer) and what. */
export interface CaseTypeFault {
  readonly path: string;
  readonly message: string;
}

// compiles the schema at its first use: a start with unchanged files need not wait for that
const ajv = new Ajv2020({ allErrors: true });

/** Checks shape and sense: every state is reachable, every state leads to a closed one, nothing points nowhere. */
export function checkCaseType(candidate: unknown): { ok: true; caseType: CaseTypeDefinition } | { ok: false; faults: CaseTypeFault[] } {
  if (!ajv.validate<CaseTypeDefinition>(CaseTypeSchema, candidate)) {
    return {
      ok: false,
      faults: (ajv.errors ?? []).map((e) => ({
        path: e.instancePath || '/',
        message: `${e.message ?? 'invalid'}${detail(e.params)}`,
      })),
    };
  }
  const faults = [...namesOf(candidate), ...graphOf(candidate), ...actionsOf(candidate)];
  return faults.length === 0 ? { ok: true, caseType: candidate } : { ok: false, faults };
}

function detail(params: Record<string, unknown>): string {
  const named = params['additionalProperty'] ?? params['allowedValues'] ?? params['allowedValue'];
  return named === undefined ? '' : `: ${JSON.stringify(named)}`;
}

function namesOf(type: CaseTypeDefinition): CaseTypeFault[] {
  const faults: CaseTypeFault[] = [];
  const states = new Set<string>();
  type.states.forEach((state, i) => {
    if (states.has(state.id)) faults.push({ path: `/states/${i}/id`, message: `state "${state.id}" is declared twice` });
    states.add(state.id);
  });
  const known = (id: string | undefined, path: string): void => {
    if (id !== undefined && !states.has(id)) faults.push({ path, message: `unknown state "${id}"` });
  };
  known(type.initial, '/initial');
  known(type.initialUnpaid, '/initialUnpaid');
  const actions = new Set<string>();
  type.actions.forEach((action, i) => {
    if (actions.has(action.id)) faults.push({ path: `/actions/${i}/id`, message: `action "${action.id}" is declared twice` });
    actions.add(action.id);
    action.from.forEach((from, j) => known(from, `/actions/${i}/from/${j}`));
    known(action.to, `/actions/${i}/to`);
  });
  return faults;
}

function graphOf(type: CaseTypeDefinition): CaseTypeFault[] {
  const forward = (from: string): string[] => type.actions.filter((a) => a.from.includes(from)).map((a) => a.to);
  const reached = closure([type.initial, ...(type.initialUnpaid === undefined ? [] : [type.initialUnpaid])], forward);
  const closed = new Set(type.states.filter((s) => s.phase === 'closed').map((s) => s.id));
  const faults: CaseTypeFault[] = [];
  type.states.forEach((state, i) => {
    if (!reached.has(state.id)) faults.push({ path: `/states/${i}`, message: `state "${state.id}" can never be reached` });
    if (![...closure([state.id], forward)].some((id) => closed.has(id)))
      faults.push({ path: `/states/${i}`, message: `state "${state.id}" never leads to a closed state` });
  });
  return faults;
}

function closure(start: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>(start);
  const open = [...start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const to of next(id)) {
      if (!seen.has(to)) {
        seen.add(to);
        open.push(to);
      }
    }
  }
  return seen;
}

function actionsOf(type: CaseTypeDefinition): CaseTypeFault[] {
  const faults: CaseTypeFault[] = [];
  type.actions.forEach((action, i) => {
    if (action.by === 'staff' && action.permission === undefined)
      faults.push({ path: `/actions/${i}`, message: 'an action by staff needs a permission' });
    if (action.effect === 'propose' && type.outcomes.length === 0)
      faults.push({ path: `/actions/${i}/effect`, message: 'a decision is proposed, but the type has no outcomes' });
  });
  const effects = new Set(type.actions.map((a) => a.effect));
  if (type.fourEyes && !type.actions.some((a) => a.effect === 'approve' && (a.guards ?? []).includes('not-own-proposal'))) {
    faults.push({ path: '/fourEyes', message: 'four eyes need an action with effect "approve" and the guard "not-own-proposal"' });
  }
  if (type.outcomes.length > 0 && !effects.has('issued'))
    faults.push({ path: '/actions', message: 'decisions need a system action with effect "issued"' });
  if (type.initialUnpaid !== undefined && !effects.has('payment-received'))
    faults.push({ path: '/actions', message: 'a fee needs a system action with effect "payment-received"' });
  return faults;
}
