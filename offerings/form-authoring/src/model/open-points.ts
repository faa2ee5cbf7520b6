import type { FormRemark } from '@amt/forms';
import { type AuthorForm, entriesOf, withEntries, without } from './author-form.ts';

/** A remark of an imported form, as its authors settle it: open, done, or not needed for a reason. */
export interface OpenPoint {
  readonly id: string;
  readonly text: string;
  /** path of the node it is about; none for the whole form */
  readonly at?: string;
  /** e.g. `FIM R60000000012`; of a list its version URI */
  readonly source?: string;
  readonly about?: FormRemark['about'];
  readonly settled?: Settled;
}
export type Settled = NonNullable<FormRemark['settled']>;

/** Remarks in their order; what a file has said otherwise than the block expects is left to the check of the block. */
export function pointsOf(form: AuthorForm): OpenPoint[] {
  return entriesOf(form, 'remarks').filter((entry): entry is OpenPoint & typeof entry => typeof entry['text'] === 'string');
}

export function openCount(form: AuthorForm): number {
  return pointsOf(form).filter(({ settled }) => settled === undefined).length;
}

/** The form with a point settled, or open again. */
export function withPoint(form: AuthorForm, id: string, settled: Settled | undefined): AuthorForm {
  return withPoints(form, (point) => point.id === id, settled);
}

/** The form with all points settled, or open again, of which `which` holds. */
export function withPoints(form: AuthorForm, which: (point: OpenPoint) => boolean, settled: Settled | undefined): AuthorForm {
  const chosen = new Set(pointsOf(form).flatMap((point) => (which(point) ? [point.id] : [])));
  if (chosen.size === 0) return form;
  const entries = entriesOf(form, 'remarks').map((entry) => {
    if (!chosen.has(entry.id)) return entry;
    return settled === undefined ? without(entry, 'settled') : { ...entry, settled };
  });
  return withEntries(form, 'remarks', entries);
}
