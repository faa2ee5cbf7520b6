import { done, formField, notFound, page, route, type Answer, type Context, type FormBody, may } from '@amt/module';
import type { FieldError } from '@amt/ui';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { type AuthorForm, type AuthorLegalBasis, without } from '../model/author-form.ts';
import { offeredLanguages } from '../model/languages.ts';
import { messages } from '../messages.ts';
import type { ServiceDraft } from '../pages/service-part.ts';
import { settleChangedFacts } from '../operations/settle-facts.ts';
import { spreadLegalBasis } from '../operations/spread-legal-basis.ts';
import { settingsPage, type SettingsDraft } from '../pages/settings-page.ts';
import { answerChange } from './answer-change.ts';
import type { HasHref } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { ownUnits } from './list-routes.ts';
import { drawService } from './service-view.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';

const show = route({
  name: 'form-authoring.settings',
  method: 'GET',
  path: formPath('einstellungen', 'settings'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    return copy ? drawSettings(ctx, request, copy, {}) : notFound();
  },
});

/** What was typed on the page of settings, and what is wrong with it. */
interface SettingsState {
  readonly draft?: SettingsDraft;
  readonly errors?: readonly FieldError[];
  readonly service?: ServiceDraft;
  readonly serviceErrors?: readonly FieldError[];
}

export async function drawSettings(ctx: Context, request: HasHref, copy: WorkingCopy, state: SettingsState): Promise<Answer> {
  const { formId } = copy;
  const frame = await frameOf(ctx, request, copy);
  const { draft = draftOf(copy.definition), errors = [], service, serviceErrors = [] } = state;
  const all = [...errors, ...serviceErrors];
  return page(
    settingsPage(frame, {
      draft,
      units: await ownUnits(ctx),
      errors: all,
      action: request.href('form-authoring.save-settings', { formId }),
      service: await drawService(ctx, request, copy, frame.offered !== undefined, service, serviceErrors),
    }),
    { status: all.length > 0 ? 422 : 200 },
  );
}

const offered: readonly string[] = offeredLanguages;

export function draftOf(form: AuthorForm): SettingsDraft {
  return {
    title: form.title.de,
    description: form.description?.de ?? '',
    ownerUnit: form.ownerUnit,
    serviceKeys: form.serviceKeys.map(({ scheme, key }) => `${scheme}:${key}`).join(', '),
    legalBasis: form.legalBasis.map(({ citation, url }) => (url === undefined ? citation : `${citation} | ${url}`)).join('\n'),
    submissionMonths: String(form.retention.submissionMonths),
    draftDays: String(form.retention.draftDays),
    trustLevel: form.trustLevel,
    languages: form.languages,
    otherLanguages: form.languages.filter((language) => !offered.includes(language)).join(', '),
    paymentTiming: form.payment?.timing ?? 'now',
  };
}

const save = route({
  name: 'form-authoring.save-settings',
  method: 'POST',
  path: formPath('einstellungen', 'settings'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const { body } = request;
    const draft = typedIn(body);
    const read = readDraft(ctx, copy.definition, draft);
    if ('errors' in read) return drawSettings(ctx, request, copy, { draft, errors: read.errors });
    const back = request.href('form-authoring.settings', { formId });
    const spread = formField(body, 'spread') !== '';
    return answerChange(ctx, request, {
      change: (form) => {
        const changed = settleChangedFacts(form, read.change(form));
        return done({ form: spread ? spreadLegalBasis(changed) : changed });
      },
      next: () => back,
      said: messages[ctx.locale].formSettings.saved(),
      back,
    });
  },
});

export function typedIn(body: FormBody): SettingsDraft {
  return {
    title: formField(body, 'title').trim(),
    description: formField(body, 'description').replace(/\r\n?/g, '\n').trim(),
    ownerUnit: formField(body, 'ownerUnit'),
    serviceKeys: formField(body, 'serviceKeys'),
    legalBasis: formField(body, 'legalBasis').replace(/\r\n?/g, '\n'),
    submissionMonths: formField(body, 'submissionMonths').trim(),
    draftDays: formField(body, 'draftDays').trim(),
    trustLevel: formField(body, 'trustLevel'),
    languages: [body['languages'] ?? []].flat(),
    otherLanguages: formField(body, 'otherLanguages'),
    paymentTiming: formField(body, 'paymentTiming'),
  };
}

const trustLevels = new Set(['none', 'basic', 'normal', 'substantial', 'high']);

/** What a typed draft makes of a form, or what is wrong with it. */
export function readDraft(
  { locale, actor }: Context,
  before: AuthorForm,
  draft: SettingsDraft,
): { change: (form: AuthorForm) => AuthorForm } | { errors: FieldError[] } {
  const m = messages[locale].problems;
  const errors: FieldError[] = [];
  const within = (value: string, field: string, max: number): number => {
    const number = Number(value);
    if (!/^\d{1,4}$/.test(value) || number < 1 || number > max) errors.push({ field, message: m.range({ min: 1, max }) });
    return number;
  };
  const legalBasis = linesOf(draft.legalBasis).map(basisOf);
  if (legalBasis.some(({ url }) => url !== undefined && !url.startsWith('https://')))
    errors.push({ field: 'legalBasis', message: m.url() });
  const others = draft.otherLanguages.split(/[\s,;]+/).filter((tag) => tag !== '');
  if (others.some((tag) => !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag))) errors.push({ field: 'otherLanguages', message: m.language() });
  const serviceKeys = draft.serviceKeys
    .split(/[\s,;]+/)
    .filter((key) => key !== '')
    .map(keyOf);
  if (serviceKeys.some((key) => key === undefined)) errors.push({ field: 'serviceKeys', message: m.serviceKey() });
  if (draft.title === '') errors.push({ field: 'title', message: m.noTitle() });
  const retention = {
    submissionMonths: within(draft.submissionMonths, 'submissionMonths', 600),
    draftDays: within(draft.draftDays, 'draftDays', 365),
  };
  if (errors.length > 0) return { errors };
  const languages = ['de', ...new Set([...draft.languages.filter((language) => offered.includes(language)), ...others])].filter(
    (language, i) => i === 0 || language !== 'de',
  );
  return {
    change: (form) => {
      const description = draft.description === '' ? undefined : { ...form.description, de: draft.description };
      const payment = draft.paymentTiming === 'later' ? { timing: 'later' } : undefined;
      return {
        ...without(form, 'description', 'payment'),
        title: { ...form.title, de: draft.title },
        ...(description ? { description } : {}),
        ownerUnit: may(actor, 'form-authoring.edit', draft.ownerUnit) ? draft.ownerUnit : before.ownerUnit,
        legalBasis,
        retention,
        trustLevel: trustLevels.has(draft.trustLevel) ? draft.trustLevel : before.trustLevel,
        languages,
        ...(payment ? { payment } : {}),
        serviceKeys: serviceKeys.flatMap((key) => key ?? []),
      };
    },
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function basisOf(line: string): AuthorLegalBasis {
  const [citation = '', url] = line.split('|').map((part) => part.trim());
  return url === undefined || url === '' ? { citation } : { citation, url };
}

function keyOf(text: string): { scheme: string; key: string } | undefined {
  const [scheme = '', key = ''] = text.split(/:(.*)/);
  return (scheme === 'city' || scheme === 'leika') && key !== '' ? { scheme, key } : undefined;
}

export const settingsRoutes = [show, save];
