import { slugFromWords } from '@amt/forms';
import { formField, notFound, redirect, route, type FormBody } from '@amt/module';
import type { FieldError } from '@amt/ui';
import { messages } from '../messages.ts';
import type { ServiceDraft } from '../pages/service-part.ts';
import { makeService } from '../services/make-service.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';
import { drawSettings } from './settings-routes.ts';

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
