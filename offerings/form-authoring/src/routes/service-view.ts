import { lifeSituations, slugOf, type Service } from '@amt/catalogue';
import type { Html } from '@amt/html';
import { pick } from '@amt/i18n';
import { unitById } from '@amt/identity';
import { may, type Context } from '@amt/module';
import type { FieldError } from '@amt/ui';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { servicePart, type ServiceDraft } from '../pages/service-part.ts';
import { serviceOfForm } from '../services/make-service.ts';
import type { HasHref } from './place-links.ts';

/** The part of the settings page about the service. */
export async function drawService(
  ctx: Context,
  { href }: HasHref,
  copy: WorkingCopy,
  offered: boolean,
  typed: ServiceDraft | undefined,
  errors: readonly FieldError[],
): Promise<Html> {
  const { formId, unitId, definition } = copy;
  const [service, situations, unit] = await Promise.all([serviceOfForm(ctx, formId), lifeSituations(ctx.db), unitById(ctx.db, unitId)]);
  const ofTheCity =
    service !== undefined &&
    (service.channels.length !== 1 || service.cityKey !== formId || service.caseTypeId !== formId || service.channels[0]?.kind !== 'phone');
  const state = ofTheCity
    ? 'of-the-city'
    : !offered
      ? 'not-published'
      : may(ctx.actor, 'form-authoring.publish', unitId)
        ? 'ready'
        : 'not-allowed';
  return servicePart({
    state,
    draft: typed ?? draftOf(service, definition.title, definition.description, unit?.phone ?? ''),
    situations: situations.map(({ id, name }) => ({ value: id, label: pick(name, ctx.locale) })),
    errors,
    action: href('form-authoring.make-service', { formId }),
    serviceHref: service ? href('portal.service', { slug: slugOf(service, ctx.locale) }) : undefined,
    locale: ctx.locale,
  });
}

type Words = { readonly de: string; readonly [language: string]: string };

function draftOf(service: Service | undefined, title: Words, description: Words | undefined, unitPhone: string): ServiceDraft {
  const channel = service?.channels[0];
  return {
    nameDe: service?.name.de ?? title.de,
    nameEn: service?.name.en ?? title['en'] ?? '',
    leadDe: service?.lead.de ?? description?.de ?? '',
    leadEn: service?.lead.en ?? description?.['en'] ?? '',
    processingDays: String(service?.processingTime.maxDays ?? 10),
    lifeSituations: service?.lifeSituations ?? [],
    phone: channel?.kind === 'phone' ? channel.phone : unitPhone,
    referencePrefix: title.de
      .replace(/[^A-Za-z]/g, '')
      .slice(0, 3)
      .toUpperCase(),
  };
}
