import type { Db, Tx } from '@amt/db';
import type { Contact, LetterProps } from '@amt/documents';
import { attributesOf, staffById, unitById } from '@amt/identity';
import { pick, type Locale } from '@amt/i18n';
import { configOf, type Context } from '@amt/module';
import { casesConfig } from './settings.ts';
import type { Case } from './tables.ts';

type Letterhead = Pick<LetterProps, 'locale' | 'sender' | 'recipient' | 'fileReference'> & { readonly contact?: Contact };

/** Who writes to whom about what: the same head for every letter of a case, in the applicant's language. */
export async function letterheadOf(ctx: Pick<Context, 'settings'> & { readonly db: Db | Tx }, found: Case): Promise<Letterhead> {
  const locale: Locale = found.locale === 'en' ? 'en' : 'de';
  const unit = await unitById(ctx.db, found.unitId);
  if (!unit) throw new Error(`unit ${found.unitId} of case ${found.fileReference} is unknown`);
  const owner = found.ownerId === null ? undefined : await staffById(ctx.db, found.ownerId);
  const { AUTHORITY_NAME: authority } = configOf(ctx, casesConfig);
  const phone = owner?.phone ?? unit.phone;
  const mail = owner?.mail ?? unit.mail;
  return {
    locale,
    fileReference: found.fileReference,
    recipient: [found.applicantName, ...(await postalAddress(ctx.db, found.accountId))],
    sender: {
      authority,
      unit: pick(unit.name, locale),
      address: unit.address ? `${unit.address.street}, ${unit.address.postalCode} ${unit.address.city}` : authority,
      ...(unit.phone === undefined ? {} : { phone: unit.phone }),
      ...(unit.mail === undefined ? {} : { mail: unit.mail }),
      ...(unit.website === undefined ? {} : { website: unit.website }),
    },
    contact: {
      name: owner?.name ?? pick(unit.name, locale),
      ...(phone === undefined ? {} : { phone }),
      ...(mail === undefined ? {} : { mail }),
    },
  };
}

async function postalAddress(db: Db | Tx, accountId: string | null): Promise<string[]> {
  if (accountId === null) return [];
  const known = new Map((await attributesOf(db, accountId)).map((attribute) => [attribute.name, attribute.value]));
  const street = [known.get('street'), known.get('houseNumber')].filter(Boolean).join(' ');
  const city = [known.get('postalCode'), known.get('city')].filter(Boolean).join(' ');
  return [street, city].filter((line) => line !== '');
}
