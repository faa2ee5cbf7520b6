import {
  changePreviewItems,
  evaluate,
  previewFacts,
  previewPage,
  takePreview,
  type CompiledForm,
  type FeeState,
  type PreviewState,
} from '@amt/forms';
import { renderPaperForm } from '@amt/form-paper';
import type { Html } from '@amt/html';
import { isLocale, pick, type Locale } from '@amt/i18n';
import { unitById } from '@amt/identity';
import { fileAnswer, formField, notFound, page, redirect, route, type Answer, type Context } from '@amt/module';
import Type from 'typebox';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { inLanguage, previewForm } from '../model/preview-form.ts';
import { messages } from '../messages.ts';
import { previewPageView, type PreviewProps, type Width } from '../pages/preview-page.ts';
import { withOtherIds } from '../pages/other-ids.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';
import { keepPreviewState, previewStateOf } from './preview-state.ts';
import type { HasHref } from './place-links.ts';

const params = Type.Object({ ...formParams.properties, page: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 }) });
const View = Type.Object({
  width: Type.Optional(Type.Enum(['phone', 'desktop'])),
  language: Type.Optional(Type.String({ maxLength: 40 })),
  beside: Type.Optional(Type.String({ maxLength: 40 })),
  item: Type.Optional(Type.String({ maxLength: 300 })),
});
type ViewQuery = { readonly width?: Width; readonly language?: string; readonly beside?: string; readonly item?: string };

const show = route({
  name: 'form-authoring.preview',
  method: 'GET',
  path: formPath('vorschau/:page', 'preview/:page'),
  access: 'form-authoring.edit',
  params,
  query: View,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    if (!copy) return notFound();
    return draw(ctx, request, copy, request.params.page, request.query, previewStateOf(request.session, copy.formId), false);
  },
});

async function draw(
  ctx: Context,
  request: HasHref,
  copy: WorkingCopy,
  pageId: string,
  view: ViewQuery,
  state: PreviewState,
  judged: boolean,
): Promise<Answer> {
  const { definition, formId } = copy;
  const { href } = request;
  const language = view.language !== undefined && definition.languages.includes(view.language) ? view.language : 'de';
  const beside =
    view.beside !== undefined && view.beside !== language && definition.languages.includes(view.beside) ? view.beside : undefined;
  const address = (change: ViewQuery & { readonly page?: string }): string => {
    const { page: to = pageId, ...rest } = change;
    const { item: _item, ...query } = { ...view, ...rest, ...(rest.item === undefined ? {} : { item: rest.item }) };
    return href('form-authoring.preview', { formId, page: to }, { ...query, ...(rest.item === undefined ? {} : { item: rest.item }) });
  };
  const drawn = (wished: string, prefix: string): { html: Html | undefined; form: CompiledForm | undefined; leftOut: number } => {
    const previewed = compiledIn(copy, wished, ctx.locale);
    if (!previewed) return { html: undefined, form: undefined, leftOut: 1 };
    const shown = previewPage(previewed.form, state, {
      pageId,
      item: view.item,
      locale: uiLocale(wished),
      now: ctx.now,
      judged,
      links: {
        save: href('form-authoring.try-preview', { formId, page: pageId }, { ...view }),
        back: view.item === undefined ? undefined : address({}),
        overview: undefined,
        item: (path) => address({ item: path }),
      },
    });
    return { html: shown && withOtherIds(shown.body, prefix), form: previewed.form, leftOut: previewed.leftOut.length };
  };
  const main = drawn(language, 'a-');
  const evaluation = main.form && evaluate(main.form, state.answers, previewFacts(main.form, ctx.now));
  const visible = evaluation?.pages.map((one) => one.page.id) ?? [];
  return page(
    previewPageView(await frameOf(ctx, request, copy), {
      pages: definition.pages.map((one) => ({
        id: one.id,
        title: one.title.de === '' ? messages[ctx.locale].tree.untitled() : one.title.de,
        href: address({ page: one.id }),
        current: one.id === pageId,
        hidden: !visible.includes(one.id),
      })),
      width: view.width ?? 'phone',
      widthHref: (width) => address({ width }),
      language,
      languageHref: (wished) => address({ language: wished }),
      beside,
      besideHref: (wished) => {
        const { beside: _beside, item: _item, ...query } = view;
        return href('form-authoring.preview', { formId, page: pageId }, wished === undefined ? query : { ...query, beside: wished });
      },
      shown: main.html,
      shownBeside: beside === undefined ? undefined : drawn(beside, 'b-').html,
      leftOut: main.leftOut,
      fee: evaluation && feeOf(evaluation.fee, uiLocale(language)),
      isLast: visible.at(-1) === pageId && view.item === undefined,
      paperHref: href('form-authoring.paper', { formId }),
      emptyAction: href('form-authoring.empty-preview', { formId, page: pageId }),
      keepAsTest: href('form-authoring.keep-test', { formId }),
      checkHref: '',
    }),
    { status: judged ? 422 : 200 },
  );
}

/** What these answers cost; undefined for a form without a fee. */
function feeOf({ lines, totalCents }: FeeState, locale: Locale): PreviewProps['fee'] {
  if (lines.length === 0) return undefined;
  return { total: totalCents, lines: lines.map(({ line, cents }) => ({ label: pick(line.label, locale), cents })) };
}

/** Texts of the interface around the questions: in the language where the house speaks it, else in German. */
function uiLocale(language: string): Locale {
  return isLocale(language) ? language : 'de';
}

/** Languages of the house are drawn as they are; for others the form is turned into that language first. */
function compiledIn({ definition }: Pick<WorkingCopy, 'definition'>, language: string, locale: Locale) {
  const turned = isLocale(language) ? definition : inLanguage(definition, language);
  return previewForm(turned, messages[locale].editor.stopgap());
}

const tryIt = route({
  name: 'form-authoring.try-preview',
  method: 'POST',
  path: formPath('vorschau/:page', 'preview/:page'),
  access: 'form-authoring.edit',
  params,
  query: View,
  async handle(ctx, request) {
    const { formId, page: pageId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const view: ViewQuery = request.query;
    const locale = uiLocale(view.language ?? 'de');
    const previewed = compiledIn(copy, view.language ?? 'de', ctx.locale);
    if (!previewed) return notFound();
    const { form } = previewed;
    const screen = { pageId, item: view.item, locale, now: ctx.now };
    const taken = takePreview(form, previewStateOf(request.session, formId), screen, request.body);
    const add = formField(request.body, '_add');
    const remove = formField(request.body, '_remove');
    const changed =
      add === '' && remove === '' ? undefined : changePreviewItems(form, taken.state, screen, add === '' ? { remove } : { add });
    const state = changed?.state ?? taken.state;
    await keepPreviewState(request.session, formId, state);
    const address = (to: string, item?: string): string => {
      const { item: _item, ...query } = view;
      return request.href('form-authoring.preview', { formId, page: to }, item === undefined ? query : { ...query, item });
    };
    if (changed) return redirect(address(pageId, changed.item));
    if (taken.errors.length > 0) return draw(ctx, request, copy, pageId, view, state, true);
    if (view.item !== undefined) return redirect(address(pageId));
    const pages = evaluate(form, state.answers, previewFacts(form, ctx.now)).pages.map((one) => one.page.id);
    return redirect(address(pages[pages.indexOf(pageId) + 1] ?? pageId));
  },
});

const empty = route({
  name: 'form-authoring.empty-preview',
  method: 'POST',
  path: formPath('vorschau/:page/leeren', 'preview/:page/empty'),
  access: 'form-authoring.edit',
  params,
  async handle(ctx, request) {
    const { formId, page: pageId } = request.params;
    if (!(await openedCopy(ctx, formId))) return notFound();
    await keepPreviewState(request.session, formId, null);
    return redirect(request.href('form-authoring.preview', { formId, page: pageId }));
  },
});

const paper = route({
  name: 'form-authoring.paper',
  method: 'GET',
  path: formPath('papier', 'paper'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    const previewed = copy && compiledIn(copy, ctx.locale === 'en' ? 'en' : 'de', ctx.locale);
    if (!copy || !previewed) return notFound();
    const unit = await unitById(ctx.db, copy.unitId);
    const bytes = await renderPaperForm(previewed.form, ctx.locale, {
      unit: {
        authority: messages[ctx.locale].preview.draft(),
        name: unit ? pick(unit.name, ctx.locale) : copy.unitId,
        address: unit?.address
          ? [`${unit.address.street} ${unit.address.houseNumber}`, `${unit.address.postalCode} ${unit.address.city}`]
          : [],
      },
      createdAt: ctx.now,
    });
    return fileAnswer({ body: bytes, mediaType: 'application/pdf', fileName: `${copy.formId}.pdf`, inline: true });
  },
});

export const previewRoutes = [show, tryIt, empty, paper];
