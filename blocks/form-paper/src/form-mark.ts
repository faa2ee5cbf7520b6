import { isLocale, type Locale } from '@amt/i18n';

/** What tells a returned file which form it is: kept in the keywords of the document, which readers leave alone when they save it. */
export interface FormMark {
  readonly formId: string;
  readonly version: string;
  /** SHA-256 of the definition, hex */
  readonly hash: string;
  readonly locale: Locale;
}

const scheme = 'amt-form/1';

export function paperKeywords({ formId, version, hash, locale }: FormMark): string {
  return [scheme, formId, version, locale, hash].join(' ');
}

export function readKeywords(keywords: string): FormMark | undefined {
  const [name, formId, version, locale = '', hash, ...more] = keywords.trim().split(' ');
  if (name !== scheme || more.length > 0 || !isLocale(locale)) return undefined;
  if (!formId || !/^[a-z][a-z0-9-]*$/.test(formId) || !version || !/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  return hash !== undefined && /^[0-9a-f]{64}$/.test(hash) ? { formId, version, hash, locale } : undefined;
}
