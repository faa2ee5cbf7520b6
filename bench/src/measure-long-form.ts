import { previewPage, syntheticForm } from '@amt/forms';
import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { rounds, timesOf } from './statistics.ts';

const pages = 60;
const fieldsPerPage = 25;
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');

/** Every page of a form of sixty pages in turn: the whole form is evaluated and the page drawn, as for each question somebody sees. */
export const longForm: Measurement = {
  name: 'long-form',
  run: async ({ quick }: Bench) => {
    const { form, answers } = syntheticForm(pages * fieldsPerPage, 500);
    const links = { save: '/save', back: undefined, overview: undefined, item: () => '/item' };
    const draw = (round: number): void => {
      const screen = { pageId: `page-${round % pages}`, item: undefined, locale: 'de' as const, links, now, judged: false };
      if (!previewPage(form, { answers, raw: {} }, screen)?.body.toString()) throw new Error(`page ${round % pages} is not drawn`);
    };
    await timesOf(quick ? 5 : pages, draw);
    const measured = await rounds(quick ? 1 : 5, quick ? 20 : pages * 2, draw);
    return [
      below(15, `form of ${pages} pages and ${pages * fieldsPerPage} fields: one page evaluated and drawn, p95`, measured.p95, 'ms'),
      information('form of 60 pages: the same, median', measured.median, 'ms'),
    ];
  },
};
