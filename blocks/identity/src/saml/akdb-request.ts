import { requestedAttributes } from '../bayernid-attributes.ts';
import { fromMeans, reaches, type TrustLevel } from '../trust-level.ts';
import { ns } from './xml.ts';

const means = ['eID', 'Elster', 'Benutzername'] as const;

/**
 * The extension that BayernID and BundID expect in a request (`akdb:AuthenticationRequest` version 2): means of sign-in that
 * reach the level, attributes wished for, what to show of the one who asks. In the order of its schema.
 */
export function authenticationRequest(
  sp: { serviceId: string; displayName: string },
  level: TrustLevel,
  locale: string,
): Record<string, unknown> {
  const enabled = (yes: boolean) => ({ 'akdb:Enabled': String(yes) });
  return {
    'akdb:AuthenticationRequest': {
      '@xmlns:akdb': ns.akdb,
      '@Version': '2',
      'akdb:AuthnMethods': Object.fromEntries(means.map((name) => [`akdb:${name}`, enabled(reaches(fromMeans(name), level))])),
      'akdb:RequestedAttributes': {
        'akdb:RequestedAttribute': requestedAttributes.map(({ oid, required }) => ({
          '@Name': oid,
          '@RequiredAttribute': String(required),
        })),
      },
      'akdb:DisplayInformation': {
        'classic-ui:Version': {
          '@xmlns:classic-ui': `${ns.akdb}/classic-ui/v1`,
          'classic-ui:OrganizationDisplayName': sp.displayName,
          'classic-ui:Lang': locale === 'en' ? 'en' : 'de',
          'classic-ui:OnlineServiceId': sp.serviceId,
        },
      },
    },
  };
}
