/** One thing that can be set at a node; how it is drawn and read follows from its type. `name` is the property of the definition. */
export type Setting =
  /** German of a text; other languages are on the page of texts */
  | { readonly type: 'words'; readonly name: TextName; readonly long?: boolean; readonly needed?: boolean }
  | { readonly type: 'integer' | 'decimal' | 'money'; readonly name: 'min' | 'max' | 'minLength' | 'maxLength' | 'maxFiles' | 'places' }
  /** a day, or the word for today */
  | { readonly type: 'day'; readonly name: 'min' | 'max' }
  | { readonly type: 'list'; readonly name: 'options' | 'rows' | 'columns' }
  | {
      readonly type: 'one-of';
      readonly name: 'width' | 'tone' | 'trustLevel' | 'prefill' | 'autocomplete';
      readonly values: readonly string[];
    }
  | { readonly type: 'required' }
  | { readonly type: 'pattern' }
  | { readonly type: 'media-types' }
  | { readonly type: 'megabytes' }
  | { readonly type: 'item-title' }
  | { readonly type: 'legal-basis' };

export type TextName = 'label' | 'hint' | 'text' | 'itemLabel' | 'purpose' | 'unit';

export const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export const attributeNames = ['givenName', 'surname', 'birthDate', 'mail', 'phone', 'address', 'placeOfBirth', 'nationality'] as const;
const autofill = [
  'given-name',
  'family-name',
  'name',
  'bday',
  'email',
  'tel',
  'street-address',
  'postal-code',
  'address-level2',
  'organization',
] as const;

export interface NodeSettings {
  /** the words people read */
  readonly words: readonly Setting[];
  /** what is accepted as an answer */
  readonly answer: readonly Setting[];
  /** bounds and formats few questions need */
  readonly limits: readonly Setting[];
  /** why it is asked */
  readonly purpose: readonly Setting[];
  /** where it is taken from */
  readonly source: readonly Setting[];
}

const words = (name: TextName, more: { long?: boolean; needed?: boolean } = {}): Setting => ({ type: 'words', name, ...more });
const label = words('label', { needed: true });
const hint = words('hint', { long: true });
const required: Setting = { type: 'required' };
const length: readonly Setting[] = [
  { type: 'integer', name: 'minLength' },
  { type: 'integer', name: 'maxLength' },
];
const purpose: readonly Setting[] = [words('purpose', { long: true }), { type: 'legal-basis' }];
const source: readonly Setting[] = [
  { type: 'one-of', name: 'prefill', values: attributeNames },
  { type: 'one-of', name: 'trustLevel', values: ['basic', 'normal', 'substantial', 'high'] },
  { type: 'one-of', name: 'autocomplete', values: autofill },
];
const question = (answer: readonly Setting[] = [], limits: readonly Setting[] = []): NodeSettings => ({
  words: [label, hint],
  answer: [required, ...answer],
  limits,
  purpose,
  source,
});
const bounds = (type: 'integer' | 'decimal' | 'money'): readonly Setting[] => [
  { type, name: 'min' },
  { type, name: 'max' },
];
const days: readonly Setting[] = [
  { type: 'day', name: 'min' },
  { type: 'day', name: 'max' },
];
const none: readonly Setting[] = [];
const unasked = { answer: none, limits: none, purpose: none, source: none };

/** What can be set at a node of this kind; of branches (no kind) their words. */
export function settingsOf(kind: string | undefined): NodeSettings {
  switch (kind) {
    case 'text':
    case 'text-latin':
    case 'name':
      return question([], [...length, { type: 'one-of', name: 'width', values: ['short', 'medium', 'full'] }, { type: 'pattern' }]);
    case 'textarea':
      return question([], length);
    case 'date':
    case 'datetime':
      return question([], days);
    case 'int':
      return question([], [...bounds('integer'), words('unit')]);
    case 'number':
      return question([], [...bounds('decimal'), { type: 'integer', name: 'places' }, words('unit')]);
    case 'currency':
      return question([], bounds('money'));
    case 'radios':
    case 'select':
      return question([{ type: 'list', name: 'options' }]);
    case 'checkboxes':
      return question([{ type: 'list', name: 'options' }], bounds('integer'));
    case 'matrix':
      return question([
        { type: 'list', name: 'rows' },
        { type: 'list', name: 'columns' },
      ]);
    case 'file':
      return question([{ type: 'media-types' }], [{ type: 'megabytes' }, { type: 'integer', name: 'maxFiles' }]);
    case 'declaration':
      return { ...unasked, words: [words('label', { long: true, needed: true })], purpose: [{ type: 'legal-basis' }] };
    case 'label':
      return {
        ...unasked,
        words: [words('text', { long: true, needed: true }), { type: 'one-of', name: 'tone', values: ['plain', 'info', 'warning'] }],
      };
    case 'group':
      return { ...unasked, words: [words('label'), hint] };
    case 'repeat':
      return {
        ...unasked,
        words: [label, hint, words('itemLabel', { needed: true })],
        answer: [...bounds('integer'), { type: 'item-title' }],
      };
    case 'choice':
      return { ...unasked, words: [label, hint], answer: [required] };
    case 'locked':
    case 'hidden':
    case undefined:
      return { ...unasked, words: [label, hint] };
    default:
      return question();
  }
}

export function allSettings(kind: string | undefined): readonly Setting[] {
  const { words: own, answer, limits, purpose: why, source: from } = settingsOf(kind);
  return [...own, ...answer, ...limits, ...why, ...from];
}
