import type { AuthorForm } from '../src/model/author-form.ts';

const t = (de: string, en: string): { de: string; en: string } => ({ de, en });

/** Why it is asked, and on what ground. */
const asked = { purpose: t('Damit wir Sie erreichen.', 'So that we can reach you.'), legalBasis: { citation: 'Art. 18 BayStrWG' } };

/** A right form with every sort of reference: conditions, rules, calculations, a fee, mappings, scenarios, item titles, a choice. */
export function streetMusic(changes: Partial<AuthorForm> = {}): AuthorForm {
  return {
    id: 'strassenmusik',
    version: '1.0.0',
    title: t('Anmeldung Straßenmusik', 'Registration of street music'),
    serviceKeys: [{ scheme: 'city', key: 'strassenmusik' }],
    ownerUnit: 'kvr-bezirksinspektion',
    legalBasis: [{ citation: 'Art. 18 BayStrWG' }],
    retention: { submissionMonths: 12, draftDays: 30 },
    trustLevel: 'none',
    languages: ['de', 'en'],
    pages: [
      {
        id: 'person',
        title: t('Über Sie', 'About you'),
        fields: [
          { kind: 'name', id: 'name', label: t('Name', 'Name'), ...asked },
          { kind: 'email', id: 'mail', label: t('E-Mail', 'Email'), ...asked },
          { kind: 'date', id: 'birthDate', label: t('Geburtsdatum', 'Date of birth'), ...asked },
        ],
      },
      {
        id: 'music',
        title: t('Musik', 'Music'),
        fields: [
          {
            kind: 'radios',
            id: 'sound',
            label: t('Womit?', 'With what?'),
            options: [
              { value: 'plain', label: t('Ohne Verstärker', 'Without amplifier') },
              { value: 'loud', label: t('Mit Verstärker', 'With amplifier') },
            ],
          },
          {
            kind: 'int',
            id: 'watts',
            label: t('Leistung', 'Power'),
            when: { op: 'equal', args: [{ answer: 'sound' }, 'loud'] },
            requiredWhen: { op: 'not', args: [{ op: 'is_empty', args: [{ answer: 'mail' }] }] },
          },
          {
            kind: 'group',
            id: 'band',
            label: t('Gruppe', 'Band'),
            fields: [{ kind: 'text', id: 'title', label: t('Name der Gruppe', 'Name of the band'), required: false }],
          },
          {
            kind: 'choice',
            id: 'reply',
            label: t('Antwort an', 'Reply to'),
            branches: [
              { id: 'byMail', label: t('E-Mail', 'Email') },
              { id: 'byPost', label: t('Post', 'Post'), fields: [{ kind: 'text', id: 'street', label: t('Straße', 'Street') }] },
            ],
          },
        ],
      },
      {
        id: 'shows',
        title: t('Auftritte', 'Performances'),
        when: { op: 'not', args: [{ op: 'is_empty', args: [{ answer: 'sound' }] }] },
        fields: [
          {
            kind: 'repeat',
            id: 'shows',
            label: t('Auftritte', 'Performances'),
            itemLabel: t('Auftritt', 'Performance'),
            itemTitle: 'square',
            min: 1,
            max: 10,
            fields: [
              { kind: 'text', id: 'square', label: t('Platz', 'Square') },
              { kind: 'int', id: 'minutes', label: t('Minuten', 'Minutes') },
            ],
          },
        ],
      },
    ],
    computed: [
      {
        id: 'minutes',
        label: t('Minuten zusammen', 'Minutes in all'),
        value: { op: 'sum', over: 'shows', value: { answer: 'shows.minutes' } },
      },
      { id: 'hours', value: { op: 'round', args: [{ op: 'divide', args: [{ computed: 'minutes' }, 60] }], places: 1 } },
    ],
    fee: {
      lines: [
        {
          id: 'base',
          label: t('Grundgebühr', 'Base fee'),
          amount: { op: 'multiply', args: [{ cents: 1000 }, { op: 'count', over: 'shows' }] },
        },
        {
          id: 'loud',
          label: t('Verstärker', 'Amplifier'),
          when: {
            op: 'and',
            args: [
              { op: 'equal', args: [{ answer: 'sound' }, 'loud'] },
              { op: 'gt', args: [{ computed: 'hours' }, 1] },
            ],
          },
          amount: { cents: 1500 },
        },
      ],
    },
    rules: [
      {
        id: 'short',
        at: 'shows.minutes',
        valid: { op: 'lte', args: [{ answer: 'shows.minutes' }, 60] },
        message: t('Höchstens eine Stunde', 'One hour at most'),
      },
      {
        id: 'byPost',
        at: 'reply',
        when: { op: 'equal', args: [{ answer: 'reply' }, 'byPost'] },
        valid: { op: 'not', args: [{ op: 'is_empty', args: [{ answer: 'reply.byPost.street' }] }] },
        message: t('Straße fehlt', 'Street is missing'),
      },
    ],
    outputs: [
      { kind: 'case', id: 'case' },
      { kind: 'mail', id: 'copy', to: 'mail' },
    ],
    scenarios: [
      {
        id: 'loudOne',
        title: 'Laut und lang',
        answers: {
          name: 'Anna',
          mail: 'anna@example.org',
          birthDate: '1990-01-01',
          sound: 'loud',
          watts: 20,
          reply: { choice: 'byPost', byPost: { street: 'Tal 1' } },
          shows: [
            { square: 'Marienplatz', minutes: 50 },
            { square: 'Stachus', minutes: 40 },
          ],
        },
        facts: { today: '2026-11-25', signedIn: false, trustLevel: 'none' },
        expect: {
          pages: ['person', 'music', 'shows'],
          asked: ['watts', 'shows.1.minutes'],
          computed: { minutes: 90, hours: '1.5' },
          feeCents: 3500,
          errors: [],
          outputs: ['case', 'copy'],
        },
      },
    ],
    ...changes,
  };
}
