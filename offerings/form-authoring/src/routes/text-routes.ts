import { done, notFound, page, route, type Context } from '@amt/module';
import Type from 'typebox';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { placeFindings } from '../findings/place-findings.ts';
import type { StaleText } from '../model/stale-texts.ts';
import { staleKeys, textSlots, translationState, withTranslations } from '../model/text-slots.ts';
import { messages } from '../messages.ts';
import { textsPage, type TextRow } from '../pages/texts-page.ts';
import { answerChange } from './answer-change.ts';
import { placeLinks, type HasHref } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';

const LanguageQuery = Type.Object({ language: Type.Optional(Type.String({ maxLength: 40 })) });

/** The language asked for, if the form has it; else the first beside German. */
function languageOf({ definition }: WorkingCopy, wished: string | undefined): string {
  const others = definition.languages.filter((language) => language !== 'de');
  return wished !== undefined && others.includes(wished) ? wished : (others[0] ?? '');
}

const show = route({
  name: 'form-authoring.texts',
  method: 'GET',
  path: formPath('texte', 'texts'),
  access: 'form-authoring.edit',
  params: formParams,
  query: LanguageQuery,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    if (!copy) return notFound();
    const language = languageOf(copy, request.query.language);
    const { formId, definition } = copy;
    const stale = staleKeys(copy.stale);
    const slots = textSlots(definition);
    return page(
      textsPage(await frameOf(ctx, request, copy), {
        language,
        rows: rowsOf(ctx, request, copy, language),
        languages: definition.languages
          .filter((one) => one !== 'de')
          .map((one) => ({
            language: one,
            href: request.href('form-authoring.texts', { formId }, { language: one }),
            open: slots.filter((slot) => translationState(slot, one, stale) !== 'current').length,
          })),
        action: request.href('form-authoring.save-texts', { formId }, { language }),
        settingsHref: request.href('form-authoring.settings', { formId }),
      }),
    );
  },
});

const order = { missing: 0, stale: 1, current: 2 } as const;

function rowsOf(ctx: Context, request: HasHref, copy: WorkingCopy, language: string): TextRow[] {
  const stale = staleKeys(copy.stale);
  const slots = textSlots(copy.definition);
  const findings = slots.map(({ pointer }) => ({ severity: 'warning' as const, pointer, message: '' }));
  const places = placeFindings(copy.definition, findings, placeLinks(request.href, copy.formId), ctx.locale);
  const m = messages[ctx.locale].diff.properties as Readonly<Record<string, (() => string) | undefined>>;
  return slots
    .map((slot, i) => {
      const last = slot.pointer.split('/').at(-1) ?? '';
      return { ...slot, state: translationState(slot, language, stale), place: `${places[i]?.place ?? ''} · ${m[last]?.() ?? last}` };
    })
    .toSorted((a, b) => order[a.state] - order[b.state]);
}

const save = route({
  name: 'form-authoring.save-texts',
  method: 'POST',
  path: formPath('texte', 'texts'),
  access: 'form-authoring.edit',
  params: formParams,
  query: LanguageQuery,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const language = languageOf(copy, request.query.language);
    const { body } = request;
    const typed = new Map(
      Object.entries(body).flatMap(([pointer, text]) =>
        pointer.startsWith('/') && typeof text === 'string' ? [[pointer, text.replace(/\r\n?/g, '\n').trim()] as const] : [],
      ),
    );
    const right = new Set([body['right'] ?? []].flat());
    const confirmed = textSlots(copy.definition).flatMap((slot): StaleText[] => {
      const text = slot.text[language] ?? '';
      return right.has(slot.pointer) && text !== '' ? [{ language, de: slot.text.de, text }] : [];
    });
    const back = request.href('form-authoring.texts', { formId }, { language });
    return answerChange(ctx, request, {
      confirmed,
      change: (form) => done({ form: withTranslations(form, language, typed) }),
      next: () => back,
      said: messages[ctx.locale].texts.saved(),
      back,
    });
  },
});

export const textRoutes = [show, save];
