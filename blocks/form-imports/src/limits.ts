import type { FormDraft } from './form-draft.ts';

/** Limits the right way round; else said. */
export function bounds(min: number | undefined, max: number | undefined, path: string, draft: FormDraft): { min?: number; max?: number } {
  if (min !== undefined && max !== undefined && min > max) {
    draft.note(`Die Grenzen sind vertauscht: ${min} bis ${max}`, path);
    return {};
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** Money in the file is euros; here it is whole cents. */
export function toCents(euros: number | undefined): number | undefined {
  const cents = euros === undefined ? undefined : Math.round(euros * 100);
  return cents !== undefined && Number.isSafeInteger(cents) ? cents : undefined;
}

/** Whether there is such a day in the calendar. */
export function realDay(day: string): boolean {
  const found = new Date(`${day}T00:00:00Z`);
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(found.getTime()) && found.toISOString().startsWith(day);
}
