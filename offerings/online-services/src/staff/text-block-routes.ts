import { removeTextBlock, saveTextBlock, textBlockById, textBlocksOf } from '@amt/cases';
import { pick } from '@amt/i18n';
import { unitById } from '@amt/identity';
import { formField, may, notFound, page, redirect, route, unitsWhere, type Context } from '@amt/module';
import { Type } from 'typebox';
import { messages } from '../messages.ts';
import { textBlockFormPage, textBlocksPage, type TextBlockDraft } from './pages/text-block-pages.ts';

const edit = 'cases.edit-text-blocks';

async function unitsNamed(ctx: Context, permission: string): Promise<{ id: string; name: string }[]> {
  const found = await Promise.all(unitsWhere(ctx.actor, permission).map((id) => unitById(ctx.db, id)));
  return found.flatMap((unit) => (unit ? [{ id: unit.id, name: pick(unit.name, ctx.locale) }] : []));
}

const list = route({
  name: 'online-services.text-blocks',
  method: 'GET',
  path: { de: '/mitarbeit/textbausteine', en: '/staff/text-blocks' },
  access: 'cases.read',
  async handle(ctx, request) {
    const [blocks, units] = await Promise.all([textBlocksOf(ctx.db, unitsWhere(ctx.actor, 'cases.read')), unitsNamed(ctx, 'cases.read')]);
    return page(
      textBlocksPage({
        blocks,
        units: new Map(units.map((unit) => [unit.id, unit.name])),
        mayAdd: may(ctx.actor, edit),
        mayEdit: ({ unitId }) => may(ctx.actor, edit, unitId),
        newHref: request.href('online-services.new-text-block'),
        editHref: (id) => request.href('online-services.text-block', { id }),
        locale: ctx.locale,
      }),
    );
  },
});

const showNew = route({
  name: 'online-services.new-text-block',
  method: 'GET',
  path: { de: '/mitarbeit/textbausteine/neu', en: '/staff/text-blocks/new' },
  access: edit,
  handle: async (ctx, request) =>
    page(
      textBlockFormPage({
        draft: { unitId: unitsWhere(ctx.actor, edit)[0] ?? '', name: '', bodyDe: '', bodyEn: '' },
        units: await unitsNamed(ctx, edit),
        errors: [],
        saveHref: request.href('online-services.save-text-block', { id: 'new' }),
        listHref: request.href('online-services.text-blocks'),
        locale: ctx.locale,
      }),
    ),
});

const show = route({
  name: 'online-services.text-block',
  method: 'GET',
  path: { de: '/mitarbeit/textbausteine/:id', en: '/staff/text-blocks/:id' },
  access: edit,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    const block = await textBlockById(ctx.db, request.params.id);
    if (!block || !may(ctx.actor, edit, block.unitId)) return notFound();
    return page(
      textBlockFormPage({
        draft: block,
        units: await unitsNamed(ctx, edit),
        errors: [],
        saveHref: request.href('online-services.save-text-block', { id: block.id }),
        removeHref: request.href('online-services.remove-text-block', { id: block.id }),
        listHref: request.href('online-services.text-blocks'),
        locale: ctx.locale,
      }),
    );
  },
});

const save = route({
  name: 'online-services.save-text-block',
  method: 'POST',
  path: { de: '/mitarbeit/textbausteine/:id/speichern', en: '/staff/text-blocks/:id/save' },
  access: edit,
  params: Type.Object({ id: Type.Union([Type.Literal('new'), Type.String({ format: 'uuid' })]) }),
  async handle(ctx, request) {
    const { body, params, href, session } = request;
    const draft: TextBlockDraft = {
      unitId: formField(body, 'unitId'),
      name: formField(body, 'name'),
      bodyDe: formField(body, 'bodyDe'),
      bodyEn: formField(body, 'bodyEn'),
    };
    const m = messages[ctx.locale].staff.textBlocks;
    const result = await saveTextBlock(ctx, { ...draft, id: params.id === 'new' ? undefined : params.id });
    if (result.ok) {
      await session.flash(m.saved());
      return redirect(href('online-services.text-blocks'));
    }
    if (result.code === 'not-found') return notFound();
    const field = result.code === 'no-name' ? 'name' : draft.bodyDe.trim() === '' ? 'bodyDe' : 'bodyEn';
    return page(
      textBlockFormPage({
        draft,
        units: await unitsNamed(ctx, edit),
        errors: [{ field, message: messages[ctx.locale].staff.field[result.code]() }],
        saveHref: href('online-services.save-text-block', params),
        listHref: href('online-services.text-blocks'),
        locale: ctx.locale,
      }),
      { status: 422 },
    );
  },
});

const remove = route({
  name: 'online-services.remove-text-block',
  method: 'POST',
  path: { de: '/mitarbeit/textbausteine/:id/loeschen', en: '/staff/text-blocks/:id/delete' },
  access: edit,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    const result = await removeTextBlock(ctx, { id: request.params.id });
    if (!result.ok) return notFound();
    await request.session.flash(messages[ctx.locale].staff.textBlocks.removed());
    return redirect(request.href('online-services.text-blocks'));
  },
});

export const textBlockRoutes = [list, showNew, show, save, remove];
