import { Type } from 'typebox';

const languages = {
  de: Type.String({ minLength: 1 }),
  en: Type.String({ minLength: 1 }),
  'de-simple': Type.Optional(Type.String({ minLength: 1 })),
};

/** A text of the city's data as it must stand in files: German and English always, Leichte Sprache where someone has written it. */
export const LocalizedTextSchema = Type.Object(languages, { additionalProperties: false });

/** As {@link LocalizedTextSchema}, with a word for those who write the file. */
export const describedText = (description: string) => Type.Object(languages, { additionalProperties: false, description });

/** Short name of a thing in addresses, file names and references: lower case, digits, hyphens. */
export const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80 });
