import { configOf, defineConfig, type Settings } from '@amt/module';
import Type from 'typebox';

/** Settings of sign-in. Certificates and keys are PEM files; secrets can come by `KEY_FILE`. */
export const identityConfig = defineConfig(
  'identity',
  Type.Object({
    ORIGIN: Type.String({ default: 'http://localhost:8080', description: 'Address of this portal as browsers see it' }),
    AMT_DATA: Type.String({ default: './data', description: 'Folder of the data; the keys of sign-in are made there at first start' }),
    AMT_DEMO: Type.Boolean({ default: false, description: 'Demo city: invented people are loaded and listed on the sign-in pages' }),
    BAYERNID_URL: Type.String({
      default: 'http://localhost:8091/saml/sso',
      description: 'Where sign-in requests are posted to (SingleSignOnService)',
    }),
    BAYERNID_ENTITY_ID: Type.String({
      default: 'http://localhost:8091/saml/metadata',
      description: 'Entity id of the state identity provider',
    }),
    BAYERNID_CERTIFICATE: Type.String({
      default: '',
      description: 'PEM certificate(s) the provider signs with; empty: <AMT_DATA>/identity/bayernid.crt',
    }),
    BAYERNID_SP_ENTITY_ID: Type.String({ default: '', description: 'Our own entity id; empty: <ORIGIN>/saml/metadata' }),
    BAYERNID_SP_KEY: Type.String({
      default: '',
      description: 'PEM key for signing requests and decrypting answers; empty: made at first start',
    }),
    BAYERNID_SP_CERTIFICATE: Type.String({ default: '', description: 'PEM certificate of that key' }),
    BAYERNID_SERVICE_ID: Type.String({ default: 'BMI-0000', description: 'OnlineServiceId given at registration' }),
    BAYERNID_DISPLAY_NAME: Type.String({ default: 'Landeshauptstadt München', description: 'Name the provider shows as the one who asks' }),
    STAFF_OIDC_ISSUER: Type.String({ default: 'http://localhost:8092', description: 'OpenID Connect issuer of the staff directory' }),
    STAFF_OIDC_CLIENT_ID: Type.String({ default: 'digitales-amt' }),
    STAFF_OIDC_CLIENT_SECRET: Type.String({ default: '', description: 'Empty: public client with PKCE alone' }),
    PERSON_START_ROUTE: Type.String({ default: 'portal.account', description: 'Route name of the page residents see after signing in' }),
    STAFF_START_ROUTE: Type.String({
      default: 'online-services.work-list',
      description: 'Route name of the page staff see after signing in',
    }),
    ACCOUNT_INACTIVE_MONTHS: Type.Integer({ default: 36, minimum: 6, description: 'Accounts unused for so long are erased' }),
  }),
);

/** Origins that forms of the sign-in pages are sent or redirected to; for the `form-action` of the content security policy. */
export function formTargets(settings: Settings): readonly string[] {
  const { BAYERNID_URL, STAFF_OIDC_ISSUER } = configOf({ settings }, identityConfig);
  return [new URL(BAYERNID_URL).origin, new URL(STAFF_OIDC_ISSUER).origin];
}
