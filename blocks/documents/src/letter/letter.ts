import type { Locale } from '@amt/i18n';

/** The authority that writes, as printed in the letterhead and at the foot of each page. */
export interface Sender {
  /** "Landeshauptstadt München" */
  readonly authority: string;
  /** "Mobilitätsreferat" */
  readonly unit: string;
  /** one line: street, postal code and city */
  readonly address: string;
  readonly phone?: string;
  readonly mail?: string;
  readonly website?: string;
  /** drawn in the letterhead; without one, a plain gate is drawn */
  readonly emblem?: Emblem;
}

/** A drawing in one colour. */
export interface Emblem {
  /** SVG path data in a square of 100 by 100 */
  readonly path: string;
  /** `#rrggbb` */
  readonly colour: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface TableColumn {
  readonly title: string;
  /** share of the width; shares add up to 1 */
  readonly share: number;
  readonly align?: 'left' | 'right';
}

/** What the body of a letter is made of. Texts with `markup` know paragraphs, lists and `**bold**`. */
export type LetterBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly markup: string }
  /** the sentence that matters, with a bar beside it */
  | { readonly kind: 'statement'; readonly markup: string }
  | { readonly kind: 'steps'; readonly steps: readonly string[] }
  /** large values beside each other on a panel, e.g. zone and validity of a permit */
  | { readonly kind: 'highlights'; readonly facts: readonly Fact[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly string[])[];
      readonly totals?: readonly string[];
    }
  /** closing and who signs: one paragraph that stays together */
  | { readonly kind: 'closing'; readonly markup: string }
  /** small print at the end */
  | { readonly kind: 'note'; readonly markup: string };

export interface Letter {
  readonly locale: Locale;
  readonly sender: Sender;
  /** name and postal address, one line each */
  readonly recipient: readonly string[];
  /** information block: file reference, date, contact ... */
  readonly information: readonly Fact[];
  readonly subject: string;
  /** title in the document's metadata, shown by the reader's window */
  readonly title: string;
  /** shown on each page that follows and at the foot */
  readonly reference: string;
  readonly createdAt: Temporal.Instant;
  readonly blocks: readonly LetterBlock[];
}
