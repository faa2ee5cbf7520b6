import { defineConfig } from '@amt/module';
import { Type } from 'typebox';

export const counterConfig = defineConfig(
  'counter',
  Type.Object({
    /** name of the authority on the sheets; the composition root takes it from the city folder */
    AUTHORITY_NAME: Type.String({ minLength: 1 }),
  }),
);
