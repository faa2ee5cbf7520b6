import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale, formatTime } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, form, notice, pageHeader, statusBadge, tabs } from '@amt/ui';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { messages } from '../messages.ts';
import { openCount, pointsOf } from '../model/open-points.ts';

export const formTabs = ['points', 'structure', 'logic', 'texts', 'tests', 'settings', 'versions'] as const;
export type FormTab = (typeof formTabs)[number];

/** What every page of one form shows around its own part. */
export interface FrameProps {
  readonly copy: WorkingCopy;
  readonly locale: Locale;
  readonly lockedBy: string | undefined;
  /** number of the version that is offered */
  readonly offered: string | undefined;
  readonly links: FrameLinks;
}

export interface FrameLinks {
  readonly list: string;
  readonly tabs: Readonly<Record<FormTab, string>>;
  readonly preview: string;
  readonly takeLock: string;
  readonly releaseLock: string;
}

/** A page of the workspace of one form: where one is, who writes, what it has. */
export function formPage(
  frame: FrameProps,
  part: {
    readonly tab: FormTab;
    readonly title?: string;
    readonly body: Html;
    readonly hasErrors?: boolean;
    readonly scripts?: readonly string[];
  },
): Page {
  const { copy, locale, links, offered } = frame;
  const m = messages[locale];
  const title = copy.definition.title.de;
  return {
    title: part.title === undefined ? title : `${part.title} – ${title}`,
    layout: 'staff',
    current: 'form-authoring.forms',
    hasErrors: part.hasErrors ?? false,
    scripts: part.scripts ?? [],
    breadcrumb: [{ label: m.list.title(), href: links.list }, { label: title }],
    body: html`${pageHeader({
      title,
      badge: html`${statusBadge(
        offered === undefined
          ? { label: m.frame.neverPublished(), tone: 'neutral' }
          : { label: m.frame.offered({ version: offered }), tone: 'success' },
      )}
      ${copy.faults.length > 0 ? statusBadge({ label: m.frame.faults({ count: copy.faults.length }), tone: 'warning' }) : ''}`,
      actions: html`${button({ label: m.frame.preview(), href: links.preview, kind: 'secondary' })}
      ${part.tab === 'versions' ? '' : button({ label: m.frame.publish(), href: links.tabs.versions, icon: 'arrow-end', iconAtEnd: true })}`,
    })}
    ${part.tab === 'versions' ? '' : lockLine(frame)}
    ${tabs({
      label: m.frame.parts(),
      locale,
      items: formTabs
        .filter((tab) => tab !== 'points' || pointsOf(copy.definition).length > 0)
        .map((tab) => ({
          label: tab === 'points' ? m.frame.tabs.points({ count: openCount(copy.definition) }) : m.frame.tabs[tab](),
          href: links.tabs[tab],
          current: tab === part.tab,
        })),
    })}
    ${part.body}`,
  };
}

/** Says that a colleague is writing, and how to take the form over; or that one has it oneself. */
function lockLine({ copy, lockedBy, locale, links }: FrameProps): HtmlValue {
  const m = messages[locale].lock;
  if (lockedBy === undefined) return '';
  return notice({
    tone: 'warning',
    title: m.title({ name: lockedBy }),
    body: html`<p>${m.text({ time: copy.lockUntil ? formatTime(copy.lockUntil, locale) : '' })}</p>`,
    actions: form({ action: links.takeLock, inline: true, body: button({ label: m.take(), kind: 'secondary', small: true }) }),
  });
}

/** The revision a form was drawn for goes with every change. */
export function revisionField(copy: Pick<WorkingCopy, 'revision'>): Html {
  return html`<input type="hidden" name="revision" value="${copy.revision}" />`;
}
