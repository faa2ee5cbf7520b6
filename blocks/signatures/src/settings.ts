import { defineConfig } from '@amt/module';
import { Type } from 'typebox';

export const signaturesConfig = defineConfig(
  'signatures',
  Type.Object({
    AMT_DATA: Type.String({
      default: './data',
      description: 'Folder of the data; without SEAL_KEY a test seal is made in its folder seal at first use',
    }),
    SEAL_KEY: Type.Optional(
      Type.String({ description: 'PEM key of the seal (SEAL_KEY_FILE names the file); P-256 or RSA from 3072 bits' }),
    ),
    SEAL_CERT: Type.Optional(Type.String({ description: 'PEM certificates of the seal, its own first (SEAL_CERT_FILE names the file)' })),
    SEAL_NAME: Type.String({ default: 'Landeshauptstadt München', description: 'Who seals, as PDF readers show it' }),
    SEAL_TRUST: Type.Optional(
      Type.String({
        description: 'PEM certificates of further authorities to believe, for seals and time stamps; so are *.pem in <AMT_DATA>/trust',
      }),
    ),
    TSA_URL: Type.String({
      default: '',
      description: 'Time-stamping authority (RFC 3161 over HTTP); empty: seals carry no proven time (level B-B)',
    }),
  }),
);
