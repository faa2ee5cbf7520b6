import { recordClick, recordSearch, services, type Service } from '@amt/catalogue';
import catalogue from '@amt/catalogue';
import { offeredForm, usage } from '@amt/forms';
import { systemActor } from '@amt/module';
import type { DemoCity } from './demo-city.ts';
import { jobOf } from './expire-fee.ts';
import type { Stage } from './stage.ts';

/** Days that statistics of the demo city reach back. */
const days = 90;

/** Counts as several weeks of use leave them: pages of forms with those who gave up, searches, opened services. */
export async function fillStatistics(stage: Stage, { searches }: DemoCity): Promise<void> {
  const all = await services(stage.tx);
  for (const [index, service] of all.entries()) {
    if (service.formId !== undefined) await countForm(stage, service.formId, index);
    for (let click = 0; click < clicksOf(service); click++) await recordClick({ db: stage.tx, now: daysAgo(stage, click * 7) }, service.id);
  }
  for (const { term, locale, count, found } of searches) {
    for (let search = 0; search < count; search++)
      await recordSearch({ db: stage.tx, now: daysAgo(stage, search * 11), locale }, term, { total: found ? 1 : 0 });
  }
  await jobOf(catalogue.jobs, 'catalogue.refresh-popularity').run(
    stage.context(systemActor, stage.now),
    {},
    { attempt: 1, maxAttempts: 1 },
  );
}

/** Kinds of questions people are shown often enough to err in. */
const askedKinds = new Set(['text', 'name', 'date', 'email', 'phone', 'radios', 'select', 'bool', 'address', 'file', 'int', 'currency']);

/** Visitors of a form, some of whom leave at a page: more of them at the long pages in the middle. */
async function countForm(stage: Stage, formId: string, index: number): Promise<void> {
  const form = await offeredForm(stage.tx, formId);
  const pages = form?.definition.pages ?? [];
  const visitors = 18 + ((index * 7) % 20);
  for (let visitor = 0; visitor < visitors; visitor++) {
    const at = daysAgo(stage, visitor * 7 + index);
    for (const [number, { id, fields }] of pages.entries()) {
      const chance = (visitor * 31 + number * 17 + index * 7) % 100;
      const questions = form?.tree.nodes.filter((node) => node.page.def.id === id && askedKinds.has(node.kind)) ?? [];
      const hard = questions[chance % Math.max(1, questions.length)];
      usage.page(at, formId, id, 'shown');
      for (const { path } of questions) usage.field(at, formId, path, 'shown');
      if (chance < fields.length * 2) break;
      if (chance > 90) {
        usage.page(at, formId, id, 'refused');
        usage.page(at, formId, id, 'shown');
        if (hard) usage.fault(at, formId, hard.path, hard.kind === 'date' ? 'date' : hard.kind === 'file' ? 'mediaType' : 'required');
      }
      usage.page(at, formId, id, 'answered', 12 + questions.length * 9 + (chance % 25));
      for (const { path } of questions) usage.field(at, formId, path, 'answered');
    }
  }
  await usage.write(stage.tx);
}

function clicksOf({ featured, formId }: Service): number {
  return (featured ? 40 : 8) + (formId === undefined ? 0 : 15);
}

function daysAgo({ now }: Stage, number: number): Temporal.Instant {
  return now.subtract({ hours: 24 * (number % days) });
}
