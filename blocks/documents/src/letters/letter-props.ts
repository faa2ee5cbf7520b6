import { formatDate, type Locale } from '@amt/i18n';
import { officeDate } from '@amt/clock';
import type { Fact, LetterBlock, Sender } from '../letter/letter.ts';
import { letterTexts } from '../letter/texts.ts';

/** Who in the authority answers questions. */
export interface Contact {
  /** a person or a team */
  readonly name: string;
  readonly phone?: string;
  readonly mail?: string;
  readonly room?: string;
}

/** What every letter of the house says about itself. */
export interface LetterProps {
  readonly locale: Locale;
  readonly sender: Sender;
  readonly contact?: Contact;
  /** name and postal address of the addressee, one line each; at most six are printed */
  readonly recipient: readonly string[];
  /** Aktenzeichen */
  readonly fileReference: string;
  /** day of the letter, and its time of creation in the file */
  readonly issuedAt: Temporal.Instant;
  /** address of the verify page; the letter says how to check its seal when given */
  readonly verifyUrl?: string;
}

/** Rows of the information block after DIN 5008. */
export function informationOf({ locale, fileReference, issuedAt, contact }: LetterProps, more: readonly Fact[] = []): readonly Fact[] {
  const m = letterTexts(locale);
  const rows: (Fact | undefined)[] = [
    { label: m.fileReference(), value: fileReference },
    { label: m.date(), value: formatDate(officeDate(issuedAt), locale) },
    ...more,
    contact && { label: m.contact(), value: contact.name },
    contact?.phone === undefined ? undefined : { label: m.phone(), value: contact.phone },
    contact?.mail === undefined ? undefined : { label: m.mail(), value: contact.mail },
    contact?.room === undefined ? undefined : { label: m.room(), value: contact.room },
  ];
  return rows.filter((row) => row !== undefined);
}

/** Greeting by name where there is one. No title, no gender: the name as the person wrote it. */
export function salutationOf({ locale }: LetterProps, name: string | undefined): LetterBlock {
  const m = letterTexts(locale);
  return { kind: 'text', markup: name === undefined ? m.salutation() : m.salutationName({ name }) };
}

/** Closing, and the sentence that stands for a signature (§ 37 Abs. 5 VwVfG). */
export function closingOf({ locale, sender, verifyUrl }: LetterProps): readonly LetterBlock[] {
  const m = letterTexts(locale);
  const note = verifyUrl === undefined ? m.unsealed() : `${m.sealed()} ${m.verify({ url: verifyUrl })}`;
  return [
    { kind: 'closing', markup: `${m.closing()}\n${sender.authority}\n${sender.unit}` },
    { kind: 'note', markup: note },
  ];
}
