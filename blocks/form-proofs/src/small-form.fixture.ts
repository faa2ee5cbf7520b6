import type { FormDefinition, FormNode } from '@amt/forms';

/** A German and an English text that are the same. */
export const t = (de: string, en = de): { de: string; en: string } => ({ de, en });

/** A form with these fields on one page, complete in what every form needs. */
export function smallForm(fields: FormNode[], changes: Partial<FormDefinition> = {}): FormDefinition {
  return {
    id: 'small',
    version: '1.0.0',
    title: t('Formular', 'Form'),
    serviceKeys: [{ scheme: 'city', key: 'small' }],
    ownerUnit: 'unit',
    legalBasis: [{ citation: '§ 1 Satzung' }],
    retention: { submissionMonths: 1, draftDays: 1 },
    trustLevel: 'none',
    languages: ['de', 'en'],
    pages: [{ id: 'one', title: t('Eins', 'One'), fields }],
    ...changes,
  };
}
