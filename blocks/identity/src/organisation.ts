import Type, { type Static } from 'typebox';

/** Text of the city in its languages; German always, English always for units and roles. */
const Texts = Type.Object(
  {
    de: Type.String({ minLength: 1 }),
    en: Type.String({ minLength: 1 }),
    'de-simple': Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);

/** Ids are lower case and readable, e.g. `kvr-buergerbuero`; they are stored with every case, so they never change. */
const Id = Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' });

const Address = Type.Object(
  {
    street: Type.String({ minLength: 1 }),
    houseNumber: Type.String({ minLength: 1 }),
    postalCode: Type.String({ pattern: '^[0-9]{5}$' }),
    city: Type.String({ minLength: 1 }),
    addition: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const Unit = Type.Object(
  {
    id: Id,
    kind: Type.Union([Type.Literal('referat'), Type.Literal('department'), Type.Literal('team')]),
    parent: Type.Optional(Id),
    name: Texts,
    /** what the unit is there for, one or two sentences */
    task: Type.Optional(Texts),
    address: Type.Optional(Address),
    phone: Type.Optional(Type.String()),
    mail: Type.Optional(Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$' })),
    website: Type.Optional(Type.String({ pattern: '^https://' })),
    openingHours: Type.Optional(Texts),
    accessibility: Type.Optional(Texts),
  },
  { additionalProperties: false },
);

const Role = Type.Object(
  {
    id: Id,
    name: Texts,
    /** e.g. `cases.decide`; each names a permission that some module declares */
    permissions: Type.Array(Type.String({ pattern: '^[a-z][a-z-]*\\.[a-z][a-z-]*$' }), {
      uniqueItems: true,
    }),
  },
  { additionalProperties: false },
);

const DemoStaff = Type.Object(
  {
    /** `sub` of the staff OIDC provider; in the demo also what one picks on its sign-in page */
    subject: Id,
    name: Type.String({ minLength: 1 }),
    mail: Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$' }),
    phone: Type.Optional(Type.String()),
    /** who this is in the demo, in a few words */
    note: Type.Optional(Texts),
    roles: Type.Array(Type.Object({ role: Id, unit: Id }, { additionalProperties: false }), {
      minItems: 1,
    }),
  },
  { additionalProperties: false },
);

/** `<city>/organisation.json`: the units of the authority, the roles its staff can have, and the staff of the demo. */
export const Organisation = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    units: Type.Array(Unit, { minItems: 1 }),
    roles: Type.Array(Role, { minItems: 1 }),
    /** loaded only in demo mode */
    demoStaff: Type.Array(DemoStaff),
  },
  {
    $id: 'organisation.schema.json',
    title: 'Units, roles and demo staff of a city',
    additionalProperties: false,
  },
);

export type Organisation = Static<typeof Organisation>;
export type OrganisationUnit = Static<typeof Unit>;
export type OrganisationRole = Static<typeof Role>;
export type DemoStaffMember = Static<typeof DemoStaff>;
