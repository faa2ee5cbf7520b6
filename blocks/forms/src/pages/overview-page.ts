import { html } from '@amt/html';
import { type Locale, formatDate, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, pageHeader, section, taskList } from '@amt/ui';
import { messages } from '../messages.ts';
import { newerVersionNotice } from './migration-page.ts';
import type { OpenedDraft } from '../opened-draft.ts';

export interface OverviewLinks {
  readonly page: (pageId: string) => string;
  readonly check: string;
  readonly discard: string;
  /** what the version offered now would change, when the draft is on another */
  readonly newerVersion: string | undefined;
}

/** All pages of a long form by section with their states: a person may take them in any order. */
export function overviewPage({
  opened,
  links,
  locale,
}: {
  readonly opened: OpenedDraft;
  readonly links: OverviewLinks;
  readonly locale: Locale;
}): Page {
  const { form, draft, pages } = opened;
  const m = messages[locale].overview;
  const { sections = [] } = form.definition;
  const groups = [
    ...sections.map(({ id, title }) => ({ id: id as string | undefined, title: pick(title, locale) })),
    { id: undefined, title: m.other() },
  ];
  const complete = pages.filter((page) => page.complete).length;
  const lists = groups.map(({ id, title }) => {
    const tasks = pages.filter((page) => page.page.section === id);
    if (tasks.length === 0) return '';
    const body = taskList({
      label: title,
      tasks: tasks.map(({ page, complete: done }) => {
        const visited = (draft.pageRevisions[page.id] ?? 0) > 0;
        const status = done
          ? { label: m.complete(), tone: 'success' as const }
          : visited
            ? { label: m.started(), tone: 'warning' as const }
            : { label: m.open() };
        return { title: pick(page.title, locale), href: links.page(page.id), status };
      }),
    });
    return section({ title, body });
  });
  const title = pick(form.definition.title, locale);
  return {
    title,
    layout: 'question',
    body: html`${pageHeader({ title, kicker: m.title(), lead: m.lead() })}
      ${newerVersionNotice(links.newerVersion, locale)}
      <p>${m.progress({ complete, total: pages.length })}</p>
      ${lists} ${button({ label: m.check(), href: links.check, kind: complete === pages.length ? 'primary' : 'secondary' })}
      <p>
        ${m.validUntil({ date: formatDate(draft.expiresAt, locale) })} <a href="${links.discard}">${messages[locale].discard.link()}</a>
      </p>`,
  };
}
