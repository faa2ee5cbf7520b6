import type { Phase, WorkListFilter } from '@amt/cases';
import { unitsWhere, type Actor } from '@amt/module';
import { Type, type Static } from 'typebox';

/** Rows of one page of the work list. */
export const pageSize = 25;

const short = Type.Optional(Type.String({ maxLength: 100 }));

/** The filters as they stand in the URL; what has no meaning there is ignored. */
export const WorkListQuery = Type.Object({
  phase: short,
  service: short,
  owner: short,
  overdue: short,
  q: short,
  sort: short,
  page: short,
});
export type WorkListQuery = Static<typeof WorkListQuery>;

export const phaseFilters = ['active', 'open', 'waiting', 'deciding', 'awaiting-payment', 'awaiting-agreement', 'closed', 'all'] as const;
export type PhaseFilter = (typeof phaseFilters)[number];

/** What the URL asks for, with defaults. */
export interface WorkListView {
  readonly phase: PhaseFilter;
  readonly service: string;
  readonly owner: '' | 'me' | 'none';
  readonly overdue: boolean;
  readonly text: string;
  readonly sort: 'due' | 'newest';
  /** from 1 */
  readonly page: number;
}

export function viewOf(query: WorkListQuery): WorkListView {
  return {
    phase: phaseFilters.find((one) => one === query.phase) ?? 'active',
    service: query.service ?? '',
    owner: query.owner === 'me' || query.owner === 'none' ? query.owner : '',
    overdue: query.overdue === 'yes',
    text: query.q?.trim() ?? '',
    sort: query.sort === 'newest' ? 'newest' : 'due',
    page: Math.max(1, Math.min(10_000, Number.parseInt(query.page ?? '1', 10) || 1)),
  };
}

/** The query of a view, so that every list has an address; defaults are left out. */
export function queryOf(view: Partial<WorkListView>): Record<string, string | undefined> {
  return {
    phase: view.phase === 'active' ? undefined : view.phase,
    service: view.service || undefined,
    owner: view.owner || undefined,
    overdue: view.overdue ? 'yes' : undefined,
    q: view.text || undefined,
    sort: view.sort === 'newest' ? 'newest' : undefined,
    page: view.page === undefined || view.page === 1 ? undefined : String(view.page),
  };
}

function phaseOf(phase: PhaseFilter): { phase?: Phase | 'active'; lacksAgreement?: true } {
  if (phase === 'all') return {};
  return phase === 'awaiting-agreement' ? { lacksAgreement: true } : { phase };
}

/** The same as a question to the cases: always limited to the units whose cases the person may read. */
export function filterOf(view: WorkListView, actor: Actor): WorkListFilter {
  const phase = phaseOf(view.phase);
  return {
    unitIds: unitsWhere(actor, 'cases.read'),
    ...phase,
    ...(view.service === '' ? {} : { serviceId: view.service }),
    ...(view.owner === 'me' ? { ownerId: actor.id } : {}),
    ...(view.owner === 'none' ? { unassigned: true } : {}),
    ...(view.overdue ? { overdue: true } : {}),
    ...(view.text === '' ? {} : { text: view.text }),
    sort: view.sort,
    offset: (view.page - 1) * pageSize,
    limit: pageSize,
  };
}
