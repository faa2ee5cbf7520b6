import { lifeSituations, slugOf, type Service } from '@amt/catalogue';
import type { Html } from '@amt/html';
import { pick } from '@amt/i18n';
import { unitById } from '@amt/identity';
import { formField, notFound, redirect, route, type Context, type FormBody, may } from '@amt/module';
import type { FieldError } from '@amt/ui';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { messages } from '../messages.ts';
import { slugFromWords } from '../operations/fresh-id.ts';
import { servicePart, type ServiceDraft } from '../pages/service-part.ts';
import { makeService, serviceOfForm } from '../services/make-service.ts';
import type { HasHref } from './editor-view.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';
import { drawSettings } from './settings-routes.ts';

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

const make = route({
  name: 'form-authoring.make-service',
  method: 'POST',
  path: formPath('leistung', 'service'),
  access: 'form-authoring.publish',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const draft = typedIn(request.body);
    const m = messages[ctx.locale];
    const errors = faultsOf(draft, m.service.faults);
    const again = (found: readonly FieldError[]) => drawSettings(ctx, request, copy, { service: draft, serviceErrors: found });
    if (errors.length > 0) return again(errors);
    const made = await makeService(ctx, {
      formId,
      description: {
        name: { de: draft.nameDe, en: draft.nameEn },
        lead: { de: draft.leadDe, en: draft.leadEn },
        slug: { de: slugFromWords(draft.nameDe, formId), en: slugFromWords(draft.nameEn, formId) },
        processingDays: Number(draft.processingDays),
        lifeSituations: draft.lifeSituations,
        phone: draft.phone,
        referencePrefix: draft.referencePrefix,
      },
    });
    if (!made.ok) {
      if (made.code === 'not-found') return notFound();
      return again([
        { field: 'nameDe', message: made.code === 'address-taken' ? m.service.faults.addressTaken() : m.service.notPublished() },
      ]);
    }
    await request.session.flash(m.service.published());
    return redirect(`${request.href('form-authoring.settings', { formId })}#service`);
  },
});

function typedIn(body: FormBody): ServiceDraft {
  const text = (name: string): string => formField(body, name).trim();
  return {
    nameDe: text('nameDe'),
    nameEn: text('nameEn'),
    leadDe: text('leadDe'),
    leadEn: text('leadEn'),
    processingDays: text('processingDays'),
    lifeSituations: [body['lifeSituations'] ?? []].flat(),
    phone: text('phone'),
    referencePrefix: text('referencePrefix').toUpperCase(),
  };
}

function faultsOf(draft: ServiceDraft, m: (typeof messages)['de']['service']['faults']): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['nameDe', 'nameEn', 'leadDe', 'leadEn', 'phone'] as const)
    if (draft[field] === '') errors.push({ field, message: m.missing() });
  if (!/^[1-9]\d{0,2}$/.test(draft.processingDays)) errors.push({ field: 'processingDays', message: m.days() });
  if (!/^[A-Z]{2,5}$/.test(draft.referencePrefix)) errors.push({ field: 'referencePrefix', message: m.referencePrefix() });
  return errors;
}

export const serviceRoutes = [make];
