import { Random } from './random.ts';
import { addRow, type Rows } from './rows.ts';

/** An invented resident. */
export interface Resident {
  readonly id: string;
  readonly name: string;
  /** as identity states them, by the names of attributes */
  readonly attributes: Readonly<Record<string, string>>;
}

const givenNames = [
  'Ada',
  'Ben',
  'Cem',
  'Dana',
  'Emil',
  'Fatima',
  'Goran',
  'Hanna',
  'Ilse',
  'Jonas',
  'Kaya',
  'Lena',
  'Milan',
  'Nora',
  'Omar',
  'Paula',
  'Quirin',
  'Rosa',
  'Said',
  'Toni',
];
const nameBegins = ['Alt', 'Berg', 'Eder', 'Feld', 'Grün', 'Hof', 'Linden', 'Moos', 'Neu', 'Ober', 'Reit', 'Stein', 'Tal', 'Unter', 'Wald'];
const nameEnds = ['bauer', 'eder', 'hofer', 'huber', 'kofler', 'maier', 'müller', 'rieder', 'schmid', 'wieser'];
const streets = [
  'Ahornstraße',
  'Birkenweg',
  'Distelgasse',
  'Eschenring',
  'Fichtenweg',
  'Ginsterplatz',
  'Haselstraße',
  'Kastanienallee',
  'Lärchenweg',
  'Ulmenstraße',
];

/** The resident of a number; names are put together by chance. */
export function residentOf(seed: string, number: number): Resident {
  const random = new Random(`${seed} resident`, number);
  const givenName = random.pick(givenNames);
  const surname = random.pick(nameBegins) + random.pick(nameEnds);
  return {
    id: random.uuid(number),
    name: `${givenName} ${surname}`,
    attributes: {
      givenName,
      surname,
      birthDate: `${1940 + random.below(65)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
      street: random.pick(streets),
      houseNumber: String(1 + random.below(150)),
      postalCode: `80${300 + random.below(90) * 5}`,
      city: 'München',
      mail: `bewohner-${number}@example.org`,
    },
  };
}

export function addResident(rows: Rows, seed: string, number: number, { id, name, attributes }: Resident, at: Temporal.Instant): void {
  const createdAt = at.toString();
  addRow(rows, 'identity.account', {
    id,
    bpk2: `LOAD-${seed}-${number}`,
    display_name: name,
    trust_level: 'substantial',
    locale: number % 8 === 7 ? 'en' : 'de',
    mail: attributes['mail'] ?? null,
    notify_by_mail: false,
    created_at: createdAt,
    last_sign_in_at: createdAt,
  });
  for (const [attribute, value] of Object.entries(attributes)) {
    addRow(rows, 'identity.attribute', {
      account_id: id,
      name: attribute,
      value,
      trust_level: attribute === 'mail' ? 'normal' : 'substantial',
      source: 'bayernid',
      obtained_at: createdAt,
    });
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
