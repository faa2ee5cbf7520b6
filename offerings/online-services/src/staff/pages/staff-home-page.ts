import type { Case, CaseTypeDefinition } from '@amt/cases';
import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { barChart, cardGrid, emptyState, pageHeader, section, statusBadge, table } from '@amt/ui';
import { messages } from '../../messages.ts';
import { caseBadge, dueLabel } from '../case-labels.ts';
import { phaseFilters, type WorkListView } from '../work-list-filter.ts';

export interface StaffHomeProps {
  readonly name: string;
  readonly figures: {
    readonly mine: number;
    readonly unassigned: number;
    readonly overdue: number;
    readonly phases: ReadonlyMap<string, number>;
  };
  readonly mine: readonly Case[];
  readonly types: ReadonlyMap<string, CaseTypeDefinition>;
  readonly services: ReadonlyMap<string, string>;
  readonly now: Temporal.Instant;
  readonly locale: Locale;
  readonly listHref: (change: Partial<WorkListView>) => string;
  readonly caseHref: (caseId: string) => string;
}

/** Where a member of staff begins: what is mine, what nobody has taken, what is late. */
export function staffHomePage({ name, figures, mine, types, services, now, locale, listHref, caseHref }: StaffHomeProps): Page {
  const m = messages[locale].staff.home;
  const list = messages[locale].staff.workList;
  return {
    title: m.title(),
    layout: 'staff',
    current: 'online-services.staff-home',
    body: html`${pageHeader({ title: m.greeting({ name }), lead: m.lead() })}
${cardGrid({
  dense: true,
  label: m.figures(),
  cards: [
    { title: list.mine(), figure: figures.mine, href: listHref({ owner: 'me' }), level: 2 },
    { title: list.unassigned(), figure: figures.unassigned, href: listHref({ owner: 'none' }), level: 2 },
    { title: list.overdue(), figure: figures.overdue, href: listHref({ overdue: true }), level: 2 },
  ],
})}
${section({
  title: m.nextMine(),
  id: 'mine',
  action: html`<a href="${listHref({ owner: 'me' })}">${m.all()}</a>`,
  body:
    mine.length === 0
      ? emptyState({ title: m.nothing(), body: html`<p><a href="${listHref({ owner: 'none' })}">${m.takeOne()}</a></p>` })
      : table<Case>({
          caption: m.nextMine(),
          hideCaption: true,
          dense: true,
          rows: mine,
          columns: [
            {
              label: list.reference(),
              rowHeader: true,
              tight: true,
              cell: (c) => html`<a href="${caseHref(c.id)}">${c.fileReference}</a>`,
            },
            { label: list.service(), cell: (c) => services.get(c.serviceId) ?? c.serviceId },
            { label: list.applicant(), cell: (c) => c.applicantName },
            { label: list.state(), cell: (c) => caseBadge(c, types.get(c.caseTypeId), locale) },
            {
              label: list.due(),
              tight: true,
              cell: (c) => {
                const due = dueLabel(c, now, locale);
                return due.tone ? statusBadge({ label: due.text, tone: due.tone }) : due.text;
              },
            },
          ],
        }),
})}
${section({
  title: m.byPhase(),
  id: 'phases',
  body: barChart({
    title: m.byPhase(),
    hideTitle: true,
    columns: [list.phase(), m.cases()],
    locale,
    rows: phaseFilters
      .filter((phase) => phase !== 'all' && phase !== 'active')
      .map((phase) => ({
        label: html`<a href="${listHref({ phase })}">${list.phases[phase]()}</a>`,
        value: figures.phases.get(phase) ?? 0,
      })),
  }),
})}`,
  };
}
