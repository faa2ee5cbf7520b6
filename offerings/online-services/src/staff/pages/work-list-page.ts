import type { Case, CaseTypeDefinition, WorkList } from '@amt/cases';
import { html, type Html } from '@amt/html';
import { formatDate, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { emptyState, filterBar, pageHeader, pagination, select, statusBadge, table, textField } from '@amt/ui';
import { messages } from '../../messages.ts';
import { caseBadge, dueLabel } from '../case-labels.ts';
import { pageSize, phaseFilters, type WorkListView } from '../work-list-filter.ts';

export interface WorkListProps {
  readonly list: WorkList;
  readonly view: WorkListView;
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly types: ReadonlyMap<string, CaseTypeDefinition>;
  readonly owners: ReadonlyMap<string, string>;
  readonly now: Temporal.Instant;
  readonly locale: Locale;
  /** address of the list with some of the view changed */
  readonly listHref: (change: Partial<WorkListView>) => string;
  readonly caseHref: (caseId: string) => string;
}

/** All cases of the person's units, most urgent first; every filter stands in the address. */
export function workListPage(props: WorkListProps): Page {
  const { list, view, locale } = props;
  const m = messages[locale].staff.workList;
  return {
    title: m.title(),
    layout: 'staff',
    current: 'online-services.work-list',
    body: html`${pageHeader({ title: m.title(), lead: m.lead() })}
${filterBar({ action: props.listHref({ phase: 'active', service: '', owner: '', overdue: false, text: '', sort: 'due', page: 1 }), locale, fields: filterFields(props), count: m.count({ count: list.total }), applied: appliedFilters(props), resetHref: props.listHref({ phase: 'active', service: '', owner: '', overdue: false, text: '', sort: 'due', page: 1 }) })}
${list.cases.length === 0 ? emptyState({ title: m.nothing(), body: m.nothingHint(), headingLevel: 2 }) : caseTable(props)}
${pagination({ locale, current: view.page, total: Math.ceil(list.total / pageSize), href: (page) => props.listHref({ page }) })}`,
  };
}

function filterFields({ view, services, locale }: WorkListProps): Html {
  const m = messages[locale].staff.workList;
  return html`${textField({ name: 'q', label: m.text(), value: view.text, locale, width: 20, type: 'search', optional: false })}
${select({ name: 'phase', label: m.phase(), locale, value: view.phase, empty: false, options: phaseFilters.map((value) => ({ value, label: m.phases[value]() })) })}
${select({ name: 'service', label: m.service(), locale, value: view.service, empty: m.allServices(), options: services.map(({ id, name }) => ({ value: id, label: name })) })}
${select({
  name: 'owner',
  label: m.owner(),
  locale,
  value: view.owner,
  empty: m.anyOwner(),
  options: [
    { value: 'me', label: m.mine() },
    { value: 'none', label: m.unassigned() },
  ],
})}
${select({
  name: 'sort',
  label: m.sort(),
  locale,
  value: view.sort,
  empty: false,
  options: [
    { value: 'due', label: m.byDue() },
    { value: 'newest', label: m.byNewest() },
  ],
})}`;
}

function appliedFilters({ view, services, locale, listHref }: WorkListProps): { label: string; removeHref: string }[] {
  const m = messages[locale].staff.workList;
  const service = services.find(({ id }) => id === view.service);
  return [
    ...(view.text === '' ? [] : [{ label: `„${view.text}“`, removeHref: listHref({ text: '', page: 1 }) }]),
    ...(view.phase === 'active' ? [] : [{ label: m.phases[view.phase](), removeHref: listHref({ phase: 'active', page: 1 }) }]),
    ...(service ? [{ label: service.name, removeHref: listHref({ service: '', page: 1 }) }] : []),
    ...(view.owner === ''
      ? []
      : [{ label: view.owner === 'me' ? m.mine() : m.unassigned(), removeHref: listHref({ owner: '', page: 1 }) }]),
    ...(view.overdue ? [{ label: m.overdue(), removeHref: listHref({ overdue: false, page: 1 }) }] : []),
  ];
}

function caseTable({ list, types, services, owners, now, locale, caseHref }: WorkListProps): Html {
  const m = messages[locale].staff.workList;
  const serviceName = (found: Case): string => services.find(({ id }) => id === found.serviceId)?.name ?? found.serviceId;
  return table<Case>({
    caption: m.title(),
    hideCaption: true,
    dense: true,
    rows: list.cases,
    columns: [
      { label: m.reference(), rowHeader: true, tight: true, cell: (c) => html`<a href="${caseHref(c.id)}">${c.fileReference}</a>` },
      { label: m.service(), cell: serviceName },
      { label: m.applicant(), cell: (c) => c.applicantName },
      { label: m.state(), cell: (c) => caseBadge(c, types.get(c.caseTypeId), locale) },
      {
        label: m.owner(),
        cell: (c) => (c.ownerId === null ? html`<span class="amt-muted">${m.nobody()}</span>` : (owners.get(c.ownerId) ?? '–')),
      },
      { label: m.received(), tight: true, cell: (c) => formatDate(c.receivedOn ?? c.openedAt, locale) },
      { label: m.due(), tight: true, cell: (c) => dueCell(c, now, locale) },
    ],
  });
}

function dueCell(found: Case, now: Temporal.Instant, locale: Locale): Html | string {
  const due = dueLabel(found, now, locale);
  return due.tone ? statusBadge({ label: due.text, tone: due.tone }) : due.text;
}
