import type { AuthorNode } from './author-form.ts';

/** Common things, ready to be added in one go: with translations, prefill, autofill and purposes that fit. */
export const templateNames = ['person', 'address', 'contact', 'vehicle', 'bank', 'evidence', 'truth'] as const;
export type TemplateName = (typeof templateNames)[number];

const t = (de: string, en: string): { de: string; en: string } => ({ de, en });

const templates: Readonly<Record<TemplateName, readonly AuthorNode[]>> = {
  person: [
    {
      kind: 'name',
      id: 'givenName',
      label: t('Vornamen', 'Given names'),
      prefill: 'givenName',
      trustLevel: 'substantial',
      autocomplete: 'given-name',
    },
    {
      kind: 'name',
      id: 'surname',
      label: t('Familienname', 'Surname'),
      prefill: 'surname',
      trustLevel: 'substantial',
      autocomplete: 'family-name',
    },
    {
      kind: 'date',
      id: 'birthDate',
      label: t('Geburtsdatum', 'Date of birth'),
      prefill: 'birthDate',
      trustLevel: 'substantial',
      max: 'today',
      autocomplete: 'bday',
    },
  ],
  address: [
    {
      kind: 'address',
      id: 'home',
      label: t('Anschrift in München', 'Address in Munich'),
      hint: t('Straße, Hausnummer, Postleitzahl und Ort', 'Street, number, postal code and town'),
      prefill: 'address',
      autocomplete: 'street-address',
    },
  ],
  contact: [
    { kind: 'email', id: 'mail', label: t('E-Mail', 'Email'), prefill: 'mail', autocomplete: 'email' },
    { kind: 'phone', id: 'phone', label: t('Telefon', 'Telephone'), required: false, prefill: 'phone', autocomplete: 'tel' },
  ],
  vehicle: [
    {
      kind: 'group',
      id: 'vehicle',
      label: t('Fahrzeug', 'Vehicle'),
      fields: [
        {
          kind: 'text',
          id: 'plate',
          label: t('Kennzeichen', 'Registration number'),
          hint: t('Zum Beispiel M-AB 1234', 'For example M-AB 1234'),
          width: 'short',
          pattern: {
            regex: '[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2} ?[0-9]{1,4}[EH]?',
            message: t('Geben Sie das Kennzeichen so ein: M-AB 1234', 'Enter the registration number like this: M-AB 1234'),
          },
        },
        {
          kind: 'text',
          id: 'vin',
          label: t('Fahrzeug-Identifizierungsnummer', 'Vehicle identification number'),
          hint: t('17 Zeichen, Feld E im Fahrzeugschein', '17 characters, field E of the registration certificate'),
          minLength: 17,
          maxLength: 17,
          width: 'medium',
        },
      ],
    },
  ],
  bank: [
    {
      kind: 'group',
      id: 'account',
      label: t('Bankverbindung', 'Bank account'),
      fields: [
        { kind: 'name', id: 'holder', label: t('Name auf dem Konto', 'Name on the account') },
        { kind: 'iban', id: 'iban', label: t('IBAN', 'IBAN') },
      ],
    },
  ],
  evidence: [
    {
      kind: 'file',
      id: 'evidence',
      label: t('Nachweis hochladen', 'Upload the evidence'),
      hint: t('Ein Foto oder eine PDF-Datei genügt.', 'A photo or a PDF file will do.'),
      mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
      maxFiles: 3,
    },
  ],
  truth: [
    {
      kind: 'declaration',
      id: 'truth',
      label: t(
        'Meine Angaben sind vollständig und richtig. Änderungen teile ich unverzüglich mit.',
        'What I have stated is complete and correct. I will report changes without delay.',
      ),
    },
  ],
};

export function isTemplateName(value: unknown): value is TemplateName {
  return (templateNames as readonly unknown[]).includes(value);
}

/** The nodes of a template, with translations in these languages only: a form has no use for others. */
export function templateNodes(name: TemplateName, languages: readonly string[]): readonly AuthorNode[] {
  return only(templates[name], languages) as readonly AuthorNode[];
}

function only(value: unknown, languages: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => only(part, languages));
  const entries = Object.entries(value);
  if ('de' in value) return Object.fromEntries(entries.filter(([language]) => languages.includes(language)));
  return Object.fromEntries(entries.map(([key, part]) => [key, only(part, languages)]));
}
