import { defineConfig } from '@amt/module';
import { Type } from 'typebox';

/** What the pages call the city; the composition root takes it from the city folder. */
export const portalConfig = defineConfig(
  'portal',
  Type.Object({
    CITY_NAME: Type.String({ minLength: 1 }),
    AUTHORITY_NAME: Type.String({ minLength: 1 }),
    CONTACT_MAIL: Type.String({ minLength: 3 }),
    CONTACT_PHONE: Type.String({ minLength: 3 }),
    CONTACT_ADDRESS: Type.String({ minLength: 3 }),
  }),
);
