import type { FormDefinition } from './definition.ts';

const t = (de: string, en: string): { de: string; en: string } => ({ de, en });

/** A form with one of everything: prefill, conditions across pages, nested repeat groups, a choice, files, a calculation, a fee, declarations. */
export function householdForm(changes: Partial<FormDefinition> = {}): FormDefinition {
  return {
    id: 'household',
    version: '1.0.0',
    title: t('Zuschuss für den Haushalt', 'Household allowance'),
    serviceKeys: [{ scheme: 'city', key: 'household' }],
    ownerUnit: 'soz',
    legalBasis: [{ citation: '§ 1 WoGG' }],
    retention: { submissionMonths: 12, draftDays: 30 },
    trustLevel: 'none',
    languages: ['de', 'en'],
    pages: [
      {
        id: 'person',
        title: t('Ihre Person', 'About you'),
        fields: [
          {
            id: 'givenName',
            kind: 'name',
            label: t('Vorname', 'Given name'),
            prefill: 'givenName',
            trustLevel: 'substantial',
            autocomplete: 'given-name',
          },
          {
            id: 'surname',
            kind: 'name',
            label: t('Nachname', 'Surname'),
            prefill: 'surname',
            trustLevel: 'substantial',
            autocomplete: 'family-name',
          },
          {
            id: 'birthDate',
            kind: 'date',
            label: t('Geburtsdatum', 'Date of birth'),
            prefill: 'birthDate',
            max: 'today',
            autocomplete: 'bday',
          },
          { id: 'home', kind: 'address', label: t('Anschrift', 'Address'), prefill: 'address', autocomplete: 'street-address' },
          { id: 'mail', kind: 'email', label: t('E-Mail', 'Email'), prefill: 'mail', required: false, autocomplete: 'email' },
        ],
      },
      {
        id: 'guardian',
        title: t('Gesetzliche Vertretung', 'Guardian'),
        when: { op: 'lt', args: [{ op: 'age_years', args: [{ answer: 'birthDate' }] }, 18] },
        fields: [{ id: 'guardianName', kind: 'name', label: t('Name der Vertretung', 'Name of guardian') }],
      },
      {
        id: 'rent',
        title: t('Wohnung', 'Flat'),
        fields: [
          {
            id: 'rents',
            kind: 'bool',
            label: t('Wohnen Sie zur Miete?', 'Do you rent?'),
            purpose: t('Für die Berechnung.', 'For the calculation.'),
            legalBasis: { citation: '§ 9 WoGG' },
          },
          {
            id: 'rentAmount',
            kind: 'currency',
            label: t('Miete im Monat', 'Monthly rent'),
            min: 100,
            max: 500_000,
            when: { op: 'equal', args: [{ answer: 'rents' }, true] },
          },
          {
            id: 'size',
            kind: 'number',
            places: 1,
            label: t('Wohnfläche', 'Living space'),
            unit: t('m²', 'm²'),
            min: 5,
            requiredWhen: { op: 'gt', args: [{ answer: 'rentAmount' }, { cents: 100_000 }] },
          },
        ],
      },
      {
        id: 'people',
        title: t('Personen im Haushalt', 'People in the household'),
        fields: [
          {
            id: 'members',
            kind: 'repeat',
            label: t('Weitere Personen', 'Other people'),
            itemLabel: t('Person', 'Person'),
            itemTitle: 'name',
            min: 0,
            max: 5,
            fields: [
              { id: 'name', kind: 'name', label: t('Name', 'Name') },
              { id: 'income', kind: 'currency', label: t('Einkommen im Monat', 'Monthly income') },
              {
                id: 'works',
                kind: 'radios',
                label: t('Erwerbstätig', 'Working'),
                options: [
                  { value: 'yes', label: t('Ja', 'Yes') },
                  { value: 'no', label: t('Nein', 'No') },
                ],
              },
              {
                id: 'employer',
                kind: 'text',
                label: t('Arbeitgeber', 'Employer'),
                when: { op: 'equal', args: [{ answer: 'members.works' }, 'yes'] },
              },
              {
                id: 'pets',
                kind: 'repeat',
                label: t('Haustiere', 'Pets'),
                itemLabel: t('Tier', 'Pet'),
                itemTitle: 'species',
                min: 0,
                max: 3,
                fields: [{ id: 'species', kind: 'text', label: t('Tierart', 'Species') }],
              },
            ],
          },
        ],
      },
      {
        id: 'payment',
        title: t('Auszahlung', 'Payment'),
        fields: [
          {
            id: 'payout',
            kind: 'choice',
            label: t('Wie sollen wir zahlen?', 'How shall we pay?'),
            branches: [
              {
                id: 'account',
                label: t('Auf ein Konto', 'To an account'),
                fields: [{ id: 'iban', kind: 'iban', label: t('IBAN', 'IBAN') }],
              },
              { id: 'cash', label: t('Bar', 'Cash') },
            ],
          },
          { id: 'total', kind: 'locked', label: t('Einkommen zusammen', 'Total income'), value: { computed: 'income' } },
        ],
      },
      {
        id: 'proof',
        title: t('Nachweise', 'Proofs'),
        fields: [
          {
            id: 'lease',
            kind: 'file',
            label: t('Mietvertrag', 'Lease'),
            mediaTypes: ['application/pdf', 'image/png'],
            maxBytes: 1000,
            maxFiles: 2,
            required: false,
          },
        ],
      },
      {
        id: 'declare',
        title: t('Erklärung', 'Declaration'),
        fields: [{ id: 'truth', kind: 'declaration', label: t('Meine Angaben sind richtig.', 'My answers are true.') }],
      },
    ],
    rules: [
      {
        id: 'rentPerSquareMetre',
        at: 'rentAmount',
        message: t('Die Miete ist für diese Fläche zu hoch.', 'The rent is too high for this space.'),
        when: { op: 'not', args: [{ op: 'is_empty', args: [{ answer: 'size' }] }] },
        valid: { op: 'lte', args: [{ op: 'divide', args: [{ answer: 'rentAmount' }, { answer: 'size' }] }, { cents: 5000 }] },
      },
      {
        id: 'incomePositive',
        at: 'members.income',
        message: t('Wer arbeitet, hat ein Einkommen.', 'Who works has an income.'),
        when: { op: 'equal', args: [{ answer: 'members.works' }, 'yes'] },
        valid: { op: 'gt', args: [{ answer: 'members.income' }, { cents: 0 }] },
      },
    ],
    computed: [
      {
        id: 'income',
        label: t('Haushaltseinkommen', 'Household income'),
        value: { op: 'sum', over: 'members', value: { answer: 'members.income' } },
      },
    ],
    fee: {
      lines: [
        { id: 'base', label: t('Grundgebühr', 'Base fee'), amount: { cents: 1000 } },
        {
          id: 'perPerson',
          label: t('Je Person', 'Per person'),
          when: { op: 'gt', args: [{ op: 'count', over: 'members' }, 0] },
          amount: { op: 'multiply', args: [{ cents: 250 }, { op: 'count', over: 'members' }] },
        },
      ],
    },
    ...changes,
  };
}
