import type { XdfKeyword } from './xdf-model.ts';

/**
 * XDatenfelder knows fewer kinds and properties of fields than a form has. Keywords (Stichwort) of a vocabulary of our own keep the finer ones as
 * `name=value`, so that a form that goes out comes back as it was; every other reader sees the plain field.
 */
export const ownVocabulary = 'urn:digitales-amt:form';

/** What may be kept: the kind, the id within the form, the title of the page that begins here, properties without a place in the standard, and `source=none` for ids that were made up for the file. */
export type KeptName =
  | 'kind'
  | 'id'
  | 'page'
  | 'places'
  | 'min'
  | 'max'
  | 'maxFiles'
  | 'itemLabel'
  | 'itemTitle'
  | 'message'
  | 'unit'
  | 'width'
  | 'tone'
  | 'prefill'
  | 'label'
  | 'source';
export type Kept = Readonly<Partial<Record<KeptName, string>>>;

/** What the keywords of an element keep. */
export function keptOf(keywords: readonly XdfKeyword[]): Kept {
  return Object.fromEntries(
    keywords.flatMap(({ uri, text }) => {
      const [, name = '', value = ''] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
      return uri === ownVocabulary && name !== '' ? [[name, value] as const] : [];
    }),
  );
}

/** The kind a keyword names, if one does. */
export function keptKind(keywords: readonly XdfKeyword[]): string | undefined {
  return keptOf(keywords).kind;
}
