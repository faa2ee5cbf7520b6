import { paperFormAnswer, type PaperFormAnswer, type PaperUnit } from '@amt/form-paper';
import { publishedVersions, type CompiledForm } from '@amt/forms';
import { pick, type Locale } from '@amt/i18n';
import { unitById } from '@amt/identity';
import type { Context } from '@amt/module';

/** The sheet of a form in a language, with the unit it goes to and where a filled-in file can be sent. */
export async function paperSheet(
  ctx: Context,
  form: CompiledForm,
  locale: Locale,
  authority: string,
  uploadUrl: string,
): Promise<PaperFormAnswer> {
  const { definition, hash } = form;
  const [unit, versions] = await Promise.all([unitById(ctx.db, definition.ownerUnit), publishedVersions(ctx.db, definition.id)]);
  const published = versions.find((version) => version.hash === hash)?.publishedAt ?? ctx.now;
  return paperFormAnswer(form, locale, {
    unit: printedUnit(unit, definition.ownerUnit, authority, locale),
    uploadUrl,
    createdAt: published,
  });
}

function printedUnit(unit: Awaited<ReturnType<typeof unitById>>, id: string, authority: string, locale: Locale): PaperUnit {
  const { address, openingHours, phone, mail } = unit ?? {};
  return {
    authority,
    name: unit ? pick(unit.name, locale) : id,
    address: address ? [`${address.street} ${address.houseNumber}`, `${address.postalCode} ${address.city}`] : [],
    ...(openingHours ? { openingHours: pick(openingHours, locale) } : {}),
    ...(phone === undefined ? {} : { phone }),
    ...(mail === undefined ? {} : { mail }),
  };
}
