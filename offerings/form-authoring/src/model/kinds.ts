import type { AuthorNode, AuthorText } from './author-form.ts';

/** Kinds of things an author can add, in the order of the picker. `key` is the name of its words in the messages. */
export const kindGroups = [
  { id: 'text', kinds: ['text', 'textarea', 'name', 'text-latin', 'email', 'phone'] },
  { id: 'choice', kinds: ['radios', 'select', 'checkboxes', 'bool', 'matrix'] },
  { id: 'number', kinds: ['int', 'number', 'currency'] },
  { id: 'date', kinds: ['date', 'time', 'datetime'] },
  { id: 'place', kinds: ['address', 'place'] },
  { id: 'proof', kinds: ['file', 'declaration', 'signature', 'iban'] },
  { id: 'structure', kinds: ['label', 'group', 'repeat', 'choice', 'locked', 'hidden'] },
] as const;

export type Kind = (typeof kindGroups)[number]['kinds'][number];
export const kinds: readonly Kind[] = kindGroups.flatMap((group): readonly Kind[] => group.kinds);

export function isKind(value: unknown): value is Kind {
  return (kinds as readonly unknown[]).includes(value);
}

/** Name of a kind's words: `text-latin` is `textLatin`. */
export function kindKey(kind: Kind): Exclude<Kind, 'text-latin'> | 'textLatin' {
  return kind === 'text-latin' ? 'textLatin' : kind;
}

/** Answers are given to all but these. */
export function isQuestion(kind: string | undefined): boolean {
  return kind !== undefined && !['label', 'group', 'repeat', 'choice', 'locked', 'hidden'].includes(kind);
}

const option = (value: string, de: string): { value: string; label: AuthorText } => ({ value, label: { de } });

/** A new node of a kind with its words, as complete as it can be without knowing what for. */
export function newNode(kind: Kind, id: string, words: string): AuthorNode {
  const label = { de: words };
  const base = { id, kind, label };
  switch (kind) {
    case 'radios':
    case 'select':
    case 'checkboxes':
      return { ...base, options: [option('auswahl1', 'Erste Auswahl'), option('auswahl2', 'Zweite Auswahl')] };
    case 'matrix':
      return {
        ...base,
        rows: [option('zeile1', 'Erste Zeile'), option('zeile2', 'Zweite Zeile')],
        columns: [option('ja', 'Ja'), option('nein', 'Nein')],
      };
    case 'file':
      return { ...base, mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'] };
    case 'label':
      return { id, kind, text: label };
    case 'group':
      return { ...base, fields: [] };
    case 'repeat':
      return { ...base, itemLabel: { de: 'Eintrag' }, min: 0, max: 10, fields: [] };
    case 'choice':
      return {
        ...base,
        branches: [
          { id: 'ersterFall', label: { de: 'Erster Fall' }, fields: [] },
          { id: 'zweiterFall', label: { de: 'Zweiter Fall' }, fields: [] },
        ],
      };
    case 'locked':
    case 'hidden':
      return { ...base, value: '' };
    default:
      return base;
  }
}
