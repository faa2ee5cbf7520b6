import { idFromWords } from '@amt/forms';
import type { AuthorOption } from './author-form.ts';
import { freshId } from '../operations/fresh-id.ts';

/** Options as people write them: one per line, the technical value after a stroke where it is not made of the words. */
/** Values a new list begins with; they become names of their own with the first words written for them. */
function isStarter(value: string): boolean {
  return /^(?:auswahl|zeile)[12]$/.test(value);
}

export function linesOf(options: readonly AuthorOption[]): string {
  return options
    .map(({ value, label }) => (value === idFromWords(label.de, '') || isStarter(value) ? label.de : `${label.de} | ${value}`))
    .join('\n');
}

/**
 * Options of lines. What stays keeps its value, its hint and its translations: told by the value after the stroke, then by the words, then, where
 * the number of lines stayed, by its place.
 */
export function optionsOf(lines: string, before: readonly AuthorOption[]): AuthorOption[] {
  const written = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const stroke = line.lastIndexOf('|');
      return stroke < 0 ? { words: line, value: '' } : { words: line.slice(0, stroke).trim(), value: line.slice(stroke + 1).trim() };
    });
  const byPlace = written.length === before.length;
  const taken = new Set<string>();
  return written.map(({ words, value }, i) => {
    const known =
      before.find((option) => option.value === value) ??
      before.find((option) => option.label.de === words) ??
      (byPlace && value === '' ? before[i] : undefined);
    const kept = known && !isStarter(known.value) ? known.value : idFromWords(words, 'auswahl');
    const wished = value === '' ? kept : value;
    const own = freshId(wished, taken);
    taken.add(own);
    return { ...known, value: own, label: { ...known?.label, de: words } };
  });
}
