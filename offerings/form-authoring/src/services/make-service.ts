import { genericCaseType, publishCaseType } from '@amt/cases';
import { publishService, serviceById, type Fee, type Service } from '@amt/catalogue';
import { inTransaction } from '@amt/db';
import { offeredForm, type FormDefinition } from '@amt/forms';
import { type Context, type Result, done, failed } from '@amt/module';
import { workingCopy } from '../copies/working-copy-store.ts';

type BothLanguages = { readonly de: string; readonly en: string };

/** What the public reads of a new service; the rest follows from its form. */
export interface ServiceDescription {
  readonly name: BothLanguages;
  readonly lead: BothLanguages;
  readonly slug: BothLanguages;
  readonly processingDays: number;
  readonly lifeSituations: readonly string[];
  /** a way without a computer: every service has one */
  readonly phone: string;
  readonly referencePrefix: string;
}

/**
 * Makes a published form a service: with a page that is found, and with the usual way of a case. Doing it again replaces both.
 *
 * @returns `not-published` while the form is not offered; `of-the-city` when the city's files describe that service; `address-taken`
 */
export async function makeService(
  ctx: Context,
  { formId, description }: { readonly formId: string; readonly description: ServiceDescription },
): Promise<Result<string, 'not-found' | 'not-published' | 'of-the-city' | 'address-taken'>> {
  const copy = await workingCopy(ctx.db, formId);
  if (!copy) return failed('not-found');
  ctx.require('form-authoring.publish', { unitId: copy.unitId });
  return inTransaction(ctx.db, async (tx) => {
    const offered = await offeredForm(tx, formId);
    if (!offered) return failed('not-published');
    const { definition } = offered;
    const published = await publishService({ db: tx, now: ctx.now }, serviceOf(definition, copy.unitId, description));
    if (!published.ok) return published;
    const caseType = genericCaseType({
      id: formId,
      version: 1,
      name: description.name,
      referencePrefix: description.referencePrefix,
      unitId: copy.unitId,
      legalBasis: definition.legalBasis.map(({ citation }) => citation),
      retentionMonths: definition.retention.submissionMonths,
      decisionWithinDays: description.processingDays,
      paidFirst: definition.fee !== undefined && definition.payment?.timing !== 'later',
    });
    await publishCaseType(tx, caseType, ctx.now);
    return done(formId);
  });
}

/** The service this form belongs to, if the catalogue has one. */
export function serviceOfForm(ctx: Context, formId: string): Promise<Service | undefined> {
  return serviceById(ctx.db, formId);
}

function serviceOf(form: FormDefinition, unitId: string, description: ServiceDescription): Service {
  const { name, lead, slug, processingDays, lifeSituations, phone } = description;
  const leika = form.serviceKeys.find(({ scheme, key }) => scheme === 'leika' && /^99\d{12}$/.test(key))?.key;
  return {
    id: form.id,
    ...(leika === undefined ? {} : { leikaKey: leika }),
    cityKey: form.id,
    name: { ...name },
    slug: { ...slug },
    synonyms: { de: [], en: [] },
    lead: { ...lead },
    description: form.description ? { de: form.description.de, en: form.description['en'] ?? form.description.de } : { ...lead },
    prerequisites: [],
    documents: [],
    steps: [],
    fees: [feeOf(form)],
    processingTime: {
      text: { de: `In der Regel ${processingDays} Arbeitstage`, en: `Usually ${processingDays} working days` },
      maxDays: processingDays,
    },
    legalBasis: form.legalBasis.map(({ citation, url }) => ({
      name: { de: citation, en: citation },
      ...(url === undefined ? {} : { url }),
    })),
    unitId,
    channels: [
      {
        kind: 'phone',
        phone,
        text: { de: 'Wir nehmen Ihren Antrag auch am Telefon auf.', en: 'We also take your application by telephone.' },
      },
    ],
    signIn: form.trustLevel === 'none' ? 'optional' : 'required',
    trustLevel: form.trustLevel === 'none' ? 'basic' : form.trustLevel,
    lifeSituations: [...lifeSituations],
    audience: ['residents'],
    related: [],
    formId: form.id,
    caseTypeId: form.id,
  };
}

/** One line that is always due is a fixed fee; with conditions or calculations the fee depends on the answers. */
function feeOf({ fee }: FormDefinition): Fee {
  const lines = fee?.lines ?? [];
  if (lines.length === 0) return { kind: 'free' };
  const [only] = lines;
  const amount = only?.amount;
  if (lines.length === 1 && only?.when === undefined && typeof amount === 'object' && 'cents' in amount)
    return { kind: 'fixed', cents: amount.cents };
  return { kind: 'variable', note: { de: 'Die Gebühr ergibt sich aus Ihren Angaben.', en: 'The fee depends on what you state.' } };
}
