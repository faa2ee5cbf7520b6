import { defineConfig } from '@amt/module';
import { Type } from 'typebox';

export const casesConfig = defineConfig(
  'cases',
  Type.Object({
    /** name of the authority in letters, e.g. "Landeshauptstadt München"; the composition root takes it from the city folder */
    AUTHORITY_NAME: Type.String({ minLength: 1 }),
    /** public address of the house, for the verify page named in letters */
    ORIGIN: Type.String({ pattern: '^https?://' }),
  }),
);
