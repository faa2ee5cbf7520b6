import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, descriptionList, notice, progressBar, section, taskList, type Task } from '@amt/ui';
import { messages } from '../messages.ts';
import type { OpenPoint } from '../model/open-points.ts';
import { formPage, type FrameProps } from './form-frame.ts';

/** A point as the list shows it. */
export interface ListedPoint {
  readonly point: OpenPoint;
  /** what is to be done, in a line */
  readonly title: string;
  /** where in the form */
  readonly place: string;
  readonly href: string;
}

export interface PointsProps {
  readonly points: readonly ListedPoint[];
  readonly versionsHref: string;
}

/** What an imported file leaves open, as a list of tasks with progress; each leads to the page where it is settled. */
export function pointsPage(frame: FrameProps, { points, versionsHref }: PointsProps): Page {
  const { locale } = frame;
  const m = messages[locale].points;
  const open = points.filter(({ point }) => point.settled === undefined);
  const settled = points.filter(({ point }) => point.settled !== undefined);
  return formPage(frame, {
    tab: 'points',
    title: m.title(),
    body: html`<h2>${m.title()}</h2>
      <p class="amt-lead">${m.lead()}</p>
      ${progressBar({ label: m.progress(), value: settled.length, max: points.length, shown: m.share({ settled: settled.length, all: points.length }) })}
      ${
        open.length > 0
          ? taskList({ tasks: open.map((one) => task(one, locale)), label: m.title() })
          : notice({
              tone: 'success',
              title: m.allSettled(),
              body: html`<p>${m.allSettledHint()}</p>`,
              actions: button({ label: messages[locale].frame.publish(), href: versionsHref, kind: 'secondary', small: true }),
            })
      }
      ${settled.length === 0 ? '' : section({ title: m.settled(), body: taskList({ tasks: settled.map((one) => task(one, locale)), label: m.settled() }) })}`,
  });
}

function task({ point, title, place, href }: ListedPoint, locale: Locale): Task {
  const m = messages[locale].points;
  const { settled, source } = point;
  const hint = [place, source, settled?.reason].filter((part) => part !== undefined && part !== '').join(' · ');
  return {
    title,
    href,
    hint,
    status: settled ? { label: m.states[stateOf(settled.how)](), tone: 'success' } : { label: m.states.open(), tone: 'warning' },
  };
}

export function stateOf(how: 'done' | 'not-needed'): 'done' | 'notNeeded' {
  return how === 'done' ? 'done' : 'notNeeded';
}

/** How the points of a version were settled, for who approves it. */
export function settledPoints(points: readonly Omit<ListedPoint, 'href'>[], locale: Locale): Html {
  const m = messages[locale].points;
  return descriptionList({
    items: points.map(({ point: { about, settled, text }, title }) => ({
      term: title,
      text: html`${settled ? m.states[stateOf(settled.how)]() : m.states.open()}${settled?.reason === undefined ? '' : html`: ${settled.reason}`}${about === 'rule' || settled?.how === 'not-needed' ? html`<br /><span class="amt-muted">${text}</span>` : ''}`,
    })),
  });
}
