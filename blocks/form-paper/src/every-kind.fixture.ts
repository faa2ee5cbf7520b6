import { type Answers, type CompiledForm, type FormDefinition, type InputField, type Json, compileForm, optionsOf } from '@amt/forms';
import fc from 'fast-check';

const text = (de: string) => ({ de, en: `${de} (English)` });
const options = ['first', 'second', 'third value', 'Off', 'option-1', 'ß.4'].map((value) => ({ value, label: text(`Wahl ${value}`) }));
const areas = Array.from({ length: 40 }, (_, at) => ({ value: `area ${at}`, label: text(`Gebiet ${at}`) }));

/** Fields of every kind, at the top and inside of repeated groups, choice groups and groups. */
const fields = (prefix: string): InputField[] => [
  { kind: 'text', id: `${prefix}Text`, label: text('Text'), maxLength: 40 },
  { kind: 'text-latin', id: `${prefix}Latin`, label: text('Lateinisch'), required: false },
  { kind: 'name', id: `${prefix}Name`, label: text('Name') },
  { kind: 'textarea', id: `${prefix}Area`, label: text('Mehrere Zeilen'), maxLength: 400 },
  { kind: 'email', id: `${prefix}Mail`, label: text('E-Mail') },
  { kind: 'phone', id: `${prefix}Phone`, label: text('Telefon') },
  { kind: 'iban', id: `${prefix}Iban`, label: text('IBAN') },
  { kind: 'date', id: `${prefix}Date`, label: text('Datum') },
  { kind: 'time', id: `${prefix}Time`, label: text('Uhrzeit') },
  { kind: 'datetime', id: `${prefix}Moment`, label: text('Tag und Uhrzeit') },
  { kind: 'bool', id: `${prefix}Bool`, label: text('Ja oder nein') },
  { kind: 'int', id: `${prefix}Int`, label: text('Anzahl'), unit: text('Stück') },
  { kind: 'number', id: `${prefix}Number`, label: text('Zahl'), places: 3 },
  { kind: 'currency', id: `${prefix}Money`, label: text('Betrag') },
  { kind: 'select', id: `${prefix}Select`, label: text('Auswahl'), list: 'areas' },
  { kind: 'radios', id: `${prefix}Radios`, label: text('Eines davon'), options },
  { kind: 'checkboxes', id: `${prefix}Boxes`, label: text('Mehrere davon'), options },
  { kind: 'address', id: `${prefix}Address`, label: text('Anschrift') },
  { kind: 'place', id: `${prefix}Place`, label: text('Ort') },
  { kind: 'signature', id: `${prefix}Signature`, label: text('Unterschrift') },
  {
    kind: 'matrix',
    id: `${prefix}Matrix`,
    label: text('Bewertung'),
    rows: ['speed', 'words'].map((value) => ({ value, label: text(value) })),
    columns: options.slice(0, 3),
  },
  { kind: 'declaration', id: `${prefix}Declaration`, label: text('Erklärung') },
];

export const everyKindDefinition: FormDefinition = {
  id: 'every-kind',
  version: '1.2.3',
  title: text('Alle Arten'),
  serviceKeys: [{ scheme: 'city', key: 'every-kind' }],
  ownerUnit: 'unit',
  legalBasis: [{ citation: '§ 1 Testgesetz' }],
  retention: { submissionMonths: 12, draftDays: 30 },
  trustLevel: 'none',
  languages: ['de', 'en'],
  lists: { areas: { entries: areas } },
  pages: [
    { id: 'plain', title: text('Einzeln'), fields: fields('one') },
    {
      id: 'grouped',
      title: text('In Gruppen'),
      fields: [
        {
          kind: 'repeat',
          id: 'people',
          label: text('Menschen'),
          itemLabel: text('Mensch'),
          min: 0,
          max: 9,
          fields: [
            ...fields('each'),
            {
              kind: 'repeat',
              id: 'pets',
              label: text('Tiere'),
              itemLabel: text('Tier'),
              min: 0,
              max: 2,
              fields: [{ kind: 'text', id: 'petName', label: text('Name des Tiers') }],
            },
          ],
        },
        {
          kind: 'choice',
          id: 'way',
          label: text('Wie'),
          branches: [
            { id: 'byMail', label: text('Mit Post'), fields: [{ kind: 'address', id: 'to', label: text('An') }] },
            { id: 'byPhone', label: text('Mit Telefon'), fields: [{ kind: 'phone', id: 'number', label: text('Nummer') }] },
            { id: 'none', label: text('Gar nicht') },
          ],
        },
        { kind: 'group', id: 'inner', label: text('Gruppe'), fields: [{ kind: 'date', id: 'day', label: text('Tag') }] },
      ],
    },
  ],
};

export const everyKind: CompiledForm = compileForm(everyKindDefinition);

const letters = [...'abzÄÖÜäöüßŁłḪḏĀşțéñ', 'K͟H', 'C̨̆', 'ŕ̥', 'ạ̈'].map((sign) => sign.normalize('NFC'));
const word = (min = 1, max = 12) =>
  fc.array(fc.constantFrom(...letters), { minLength: min, maxLength: max }).map((signs) => signs.join(''));
const pad = (value: number): string => String(value).padStart(2, '0');
const day = fc
  .tuple(fc.integer({ min: 1900, max: 2099 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${pad(m)}-${pad(d)}`);
const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${pad(h)}:${pad(m)}`);
const phone = fc.integer({ min: 10_000_000, max: 999_999_999 }).map((digits) => `+49${digits}`);
const address = fc.record({
  street: word(),
  houseNumber: word(1, 3),
  postalCode: fc.integer({ min: 10000, max: 99999 }).map(String),
  city: word(),
});

/** Right answers of a field. */
function answerOf(field: InputField): fc.Arbitrary<Json> {
  switch (field.kind) {
    case 'textarea':
      return fc.array(word(), { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n'));
    case 'email':
      return fc.constantFrom('erika@muster.example', 'ü.b-c+1@xn--mnchen-3ya.example');
    case 'phone':
      return phone;
    case 'iban':
      return fc.constantFrom('DE89370400440532013000', 'MT84MALT011000012345MTLCAST001S');
    case 'date':
      return day;
    case 'time':
      return clock;
    case 'datetime':
      return fc.tuple(day, clock).map(([date, time]) => `${date}T${time}`);
    case 'bool':
      return fc.boolean();
    case 'int':
      return fc.integer();
    case 'number':
      return fc.integer({ min: -999_999, max: 999_999 }).map((thousandths) => String(thousandths / 1000));
    case 'currency':
      return fc.integer({ min: 0, max: 99_999_999 });
    case 'select':
    case 'radios':
      return fc.constantFrom(...optionsOf(everyKindDefinition, field).map((option) => option.value));
    case 'checkboxes':
      return fc.subarray(
        options.map((option) => option.value),
        { minLength: 1 },
      );
    case 'address':
      return address;
    case 'place':
      return fc.oneof(
        fc.record({ text: word() }),
        fc.record({ lat: fc.constantFrom(48.137, -12.5), lon: fc.constantFrom(11.575, 0), text: word() }),
      );
    case 'signature':
      return fc.record({ name: word() });
    case 'matrix':
      return fc.record(
        Object.fromEntries(field.rows.map((row) => [row.value, fc.constantFrom(...field.columns.map((column) => column.value))])),
      );
    case 'declaration':
      return fc.constant(true);
    case 'file':
      return fc.constant([]);
    default:
      return word();
  }
}

/** Some of the fields answered, at least one. */
const someOf = (prefix: string): fc.Arbitrary<Record<string, Json>> =>
  fc
    .record(Object.fromEntries(fields(prefix).map((field) => [field.id, fc.option(answerOf(field), { nil: undefined, freq: 5 })])))
    .map((answers) =>
      Object.fromEntries(Object.entries(answers).flatMap(([id, value]) => (value === undefined || value === null ? [] : [[id, value]]))),
    );

const person = fc.tuple(someOf('each'), word(), fc.array(word(), { maxLength: 2 })).map(([answers, name, pets]): Json => ({
  ...answers,
  eachName: name,
  ...(pets.length === 0 ? {} : { pets: pets.map((petName) => ({ petName })) }),
}));
const way = fc.oneof(
  fc.record({ choice: fc.constant('byMail'), byMail: fc.record({ to: address }) }),
  fc.record({ choice: fc.constant('byPhone'), byPhone: fc.record({ number: phone }) }),
  fc.constant({ choice: 'none' }),
);

/** Answers of the form of every kind; one person more than there are blocks needs the extra sheet. */
export const everyKindAnswers: fc.Arbitrary<Answers> = fc
  .tuple(someOf('one'), fc.array(person, { maxLength: 4 }), fc.option(way, { nil: undefined }), fc.option(day, { nil: undefined }))
  .map(([one, people, chosen, date]) =>
    // plain objects: records of fast-check have no prototype
    structuredClone({
      ...one,
      ...(people.length === 0 ? {} : { people }),
      ...(chosen === undefined ? {} : { way: chosen }),
      ...(date === undefined ? {} : { inner: { day: date } }),
    }),
  );
