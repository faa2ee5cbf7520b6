import type { XdfKeyword } from './xdf-model.ts';

/**
 * XDatenfelder knows fewer kinds of fields than a form has. Keywords (Stichwort) with a vocabulary of our own keep the finer kind, so that a form that
 * goes out comes back as it was; every other reader sees the plain field.
 */
export const kindVocabulary = 'urn:digitales-amt:form:kind';

/** The kind a keyword names, if one does. */
export function keptKind(keywords: readonly XdfKeyword[]): string | undefined {
  return keywords.find((one) => one.uri === kindVocabulary)?.text;
}
