import Type, { type Static } from 'typebox';

const level = Type.Union([Type.Literal('UNTERGEORDNET'), Type.Literal('NORMAL'), Type.Literal('SUBSTANTIELL'), Type.Literal('HOCH')]);

/** Means of sign-in of BayernID: password (level 1), ELSTER certificate (level 3), online identity card (level 4). */
const means = Type.Union([Type.Literal('Benutzername'), Type.Literal('Elster'), Type.Literal('eID')]);

const Person = Type.Object(
  {
    /** the person's key at the state account (bereichsspezifisches Personenkennzeichen, second generation) */
    bPK2: Type.String({ minLength: 10 }),
    /** strongest means the person has; weaker ones work too */
    means,
    note: Type.Object({ de: Type.String(), en: Type.String() }, { additionalProperties: false }),
    /** BayernID attribute names (givenName, surname, birthdate, postalAddress …) to values */
    attributes: Type.Record(Type.String(), Type.String({ minLength: 1 })),
    /** level of single attributes where it differs from the level of the sign-in */
    trustLevels: Type.Optional(Type.Record(Type.String(), level)),
  },
  { additionalProperties: false },
);

/** `<city>/demo-people.json`: invented residents, known to the simulated BayernID and shown on the sign-in page in demo mode. */
export const DemoPeople = Type.Object(
  { $schema: Type.Optional(Type.String()), residents: Type.Array(Person, { minItems: 1 }) },
  {
    $id: 'demo-people.schema.json',
    title: 'Invented residents of the demo city',
    additionalProperties: false,
  },
);

export type DemoPeople = Static<typeof DemoPeople>;
export type DemoPerson = Static<typeof Person>;
