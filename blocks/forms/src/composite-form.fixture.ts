import type { Condition } from './expression.ts';
import type { FormDefinition, FormNode } from './definition.ts';

/** A form with these fields on its first page, and a second page where the condition holds. */
export function formOf(fields: FormNode[], { when }: { when: Condition }): FormDefinition {
  const text = (de: string, en: string) => ({ de, en });
  return {
    id: 'composite',
    version: '1.0.0',
    title: text('Formular', 'Form'),
    serviceKeys: [{ scheme: 'city', key: 'composite' }],
    ownerUnit: 'unit',
    legalBasis: [{ citation: '§ 1 Satzung' }],
    retention: { submissionMonths: 1, draftDays: 1 },
    trustLevel: 'none',
    languages: ['de', 'en'],
    pages: [
      { id: 'one', title: text('Eins', 'One'), fields },
      { id: 'two', title: text('Zwei', 'Two'), when, fields: [{ kind: 'text', id: 'more', label: text('Mehr', 'More') }] },
    ],
  };
}
