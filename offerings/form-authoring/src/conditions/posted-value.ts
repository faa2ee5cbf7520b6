import { type FormBody, formField } from '@amt/module';
import { emptyGroup } from './condition-draft.ts';
import { postedGroup } from './posted-condition.ts';
import { type DraftTerm, emptyTerm, type ValueDraft } from './value-draft.ts';

const mostTerms = 40;

/** Reads the terms of a calculation, and does to them what a button asked for: `add-term`, `remove:t2`, and what groups of rows can. */
export function postedValue(body: FormBody, asked: string): ValueDraft {
  const count = Math.min(Number(/^\d{1,3}$/.exec(formField(body, 'terms'))?.[0] ?? 0), mostTerms);
  const terms = Array.from({ length: count }, (_, i) => i)
    .filter((i) => asked !== `remove:t${i}`)
    .map((i) => termIn(body, `t${i}`, asked));
  const unit = formField(body, 'unit') === 'money' ? 'money' : 'number';
  return { unit, terms: asked === 'add-term' ? [...terms, emptyTerm] : terms, places: formField(body, 'places').trim() };
}

function termIn(body: FormBody, at: string, asked: string): DraftTerm {
  const where = body[`${at}.w.items`] === undefined ? undefined : postedGroup(body, `${at}.w`, asked);
  return {
    amount: formField(body, `${at}.amount`),
    times: formField(body, `${at}.times`),
    where: where ? (where.items.length > 0 ? where : undefined) : asked === `add-row:${at}.w` ? emptyGroup : undefined,
  };
}
