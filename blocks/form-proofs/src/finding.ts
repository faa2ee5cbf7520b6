import { messages } from './messages.ts';

export type FindingKind =
  | 'definition'
  | 'cycle'
  | 'missing-translation'
  | 'contradiction'
  | 'unreachable-page'
  | 'unreachable-field'
  | 'required-never-asked'
  | 'required-when-never'
  | 'always-true'
  | 'never-holds'
  | 'rule-never-applies'
  | 'rule-never-met'
  | 'dead-end'
  | 'option-never-accepted'
  | 'missing-legal-basis'
  | 'missing-purpose'
  | 'stale-translation'
  | 'hard-to-read'
  | 'duplicate-label'
  | 'remark'
  | 'unknown-prefill'
  | 'scenario-failed';

/** Something found about a form without running it. A form with faults is not published; warnings are for its author to judge. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: 'fault' | 'warning';
  /** JSON pointer into the definition */
  readonly pointer: string;
  /** path of the node it is about */
  readonly path?: string;
  /** id of the page it is on */
  readonly page?: string;
  readonly message: { readonly de: string; readonly en: string };
}

type Words = typeof messages.de.findings;

/** A sentence of the block's messages in both languages. */
export function inBoth(say: (words: Words, language: 'de' | 'en') => string): { de: string; en: string } {
  return { de: say(messages.de.findings, 'de'), en: say(messages.en.findings, 'en') };
}

/** The places something is looked for at, by JSON pointer. */
export type Places = (pointer: string) => boolean;
/** Everywhere. */
export const everywhere: Places = () => true;
