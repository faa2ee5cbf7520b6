import { type Locale, formatList } from '@amt/i18n';
import { messages } from './messages.ts';

/** A condition in words: one statement, or several joined. */
export type Clause = Statement | Joined;
export interface Statement {
  readonly text: string;
  /** has a clause of its own inside, so that nothing can be joined to it without saying where it ends */
  readonly open?: boolean;
}
/** `odd`, `even`: how many of the parts hold (of two: either one or the other; both or none) */
export interface Joined {
  readonly join: 'all' | 'any' | 'odd' | 'even';
  readonly parts: readonly Clause[];
}

/** Joins what is joined the same way inside, and leaves out joints of one. */
export function joined(join: Joined['join'], parts: readonly Clause[]): Clause {
  const flat =
    join === 'all' || join === 'any' ? parts.flatMap((part) => ('join' in part && part.join === join ? part.parts : [part])) : parts;
  const [only] = flat;
  return flat.length === 1 && only && join !== 'even' ? only : { join, parts: flat };
}

/** Words of a clause; joints within joints become numbered lists, so that no bracket is needed. */
export function clauseText(clause: Clause, locale: Locale, depth = 0): string {
  if (!('join' in clause)) return clause.text;
  const m = messages[locale].sentence;
  const { join, parts } = clause;
  const plain = parts.every((part, i) => !('join' in part) && (part.open !== true || i === parts.length - 1));
  if (plain && (join === 'all' || join === 'any'))
    return listText(
      parts.map((part) => clauseText(part, locale)),
      locale,
      join,
    );
  const [a, b] = parts;
  if (plain && join === 'odd' && parts.length === 2 && a && b) return m.either({ a: clauseText(a, locale), b: clauseText(b, locale) });
  const mark = (i: number): string => (depth % 2 === 0 ? `(${i + 1})` : `(${String.fromCodePoint(97 + i)})`);
  const list = parts.map((part, i) => `${mark(i)} ${clauseText(part, locale, depth + 1)}`).join('; ');
  switch (join) {
    case 'all':
      return m.allOf({ list });
    case 'any':
      return m.anyOf({ list });
    case 'odd':
      return m.oddOf({ list });
    case 'even':
      return parts.length === 2 ? m.bothOrNone({ list }) : m.evenOf({ list });
  }
}

function listText(parts: readonly string[], locale: Locale, join: 'all' | 'any'): string {
  return formatList(parts, locale, join === 'all' ? 'and' : 'or');
}
