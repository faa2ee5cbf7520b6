import { formField, notFound, redirect, route, page, type Context, type RouteRequest, type FormBody } from '@amt/module';
import Type from 'typebox';
import { changeForm } from '../copies/change-form.ts';
import { containerOf, nodeAt, pageById, type PlacedNode } from '../model/author-tree.ts';
import { isKind, kindKey } from '../model/kinds.ts';
import type { AuthorForm, AuthorNode } from '../model/author-form.ts';
import { takenIn } from '../operations/add-node.ts';
import { freshId, idFromWords, slugFromWords } from '../operations/fresh-id.ts';
import { changeNode, renamedOptions } from '../operations/change-node.ts';
import { changePage } from '../operations/pages.ts';
import { exchangeable } from '../pages/editor-page.ts';
import { pickerPage } from '../pages/picker-page.ts';
import { nodeName } from '../pages/tree-view.ts';
import { messages } from '../messages.ts';
import { drawEditor } from './editor-view.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, notChanged, openedCopy, seenRevision } from './opened-copy.ts';
import { readSettings } from './read-settings.ts';
import { withKind } from './with-kind.ts';

const Chosen = Type.Object({ page: Type.Optional(Type.String({ maxLength: 60 })), node: Type.Optional(Type.String({ maxLength: 600 })) });

const show = route({
  name: 'form-authoring.form',
  method: 'GET',
  path: formPath('', ''),
  access: 'form-authoring.edit',
  params: formParams,
  query: Chosen,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    if (!copy) return notFound();
    return drawEditor(ctx, request, copy, { pageId: request.query.page, path: request.query.node });
  },
});

type Sent = RouteRequest<{ formId: string }, unknown, FormBody>;

const saveNode = route({
  name: 'form-authoring.save-node',
  method: 'POST',
  path: formPath('feld', 'field'),
  access: 'form-authoring.edit',
  params: formParams,
  handle: (ctx, request) => handleNode(ctx, request),
});

async function handleNode(ctx: Context, request: Sent) {
  const { formId } = request.params;
  const { body, href } = request;
  const copy = await openedCopy(ctx, formId);
  const path = formField(body, 'path');
  const placed = copy && nodeAt(copy.definition, path);
  if (!copy || !placed) return notFound();
  const read = readSettings(placed.node, body, ctx.locale);
  const wished = formField(body, 'kind');
  const node =
    isKind(wished) && exchangeable(placed.node).includes(wished) && wished !== placed.node.kind ? withKind(read.node, wished) : read.node;
  const again = (errors: ReadonlyMap<string, string>) => drawEditor(ctx, request, copy, { path, typed: body, node, errors });
  if (read.errors.size > 0) return again(read.errors);
  const values = renamedOptions(placed.node.options, node.options);
  const named = withName(copy.definition, placed, node);
  const changed = await changeForm(ctx, { formId, revision: seenRevision(body), change: (form) => changeNode(form, path, named, values) });
  if (changed.ok) return redirect(`${href('form-authoring.form', { formId }, { node: changed.value.path })}#chosen`);
  if (changed.code === 'taken') return again(new Map([['id', messages[ctx.locale].problems.taken()]]));
  return (await notChanged(ctx, request, changed.code, formId, href('form-authoring.form', { formId }, { node: path }))) ?? notFound();
}

/** A field still called what its kind is called gets a name of its own with the first words written for it. */
function withName(form: AuthorForm, placed: PlacedNode, node: AuthorNode): AuthorNode {
  const { kind, id } = placed.node;
  if (node.id !== id || !isKind(kind)) return node;
  const starter = idFromWords(messages.de.kinds[kindKey(kind)].name(), 'feld');
  const words = node.label?.de ?? '';
  if (!new RegExp(`^${starter}\\d*$`).test(id) || words === (placed.node.label?.de ?? '')) return node;
  const taken = takenIn(form, containerOf(placed));
  taken.delete(id);
  return { ...node, id: freshId(idFromWords(words, id), taken) };
}

const savePage = route({
  name: 'form-authoring.save-page',
  method: 'POST',
  path: formPath('seite', 'page'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const { body, href } = request;
    const copy = await openedCopy(ctx, formId);
    const pageId = formField(body, 'page');
    const found = copy && pageById(copy.definition, pageId);
    if (!copy || !found) return notFound();
    const m = messages[ctx.locale].problems;
    const typed = formField(body, 'id').trim() || pageId;
    const words = formField(body, 'title').trim();
    const others = new Set(copy.definition.pages.map((one) => one.id).filter((one) => one !== pageId));
    const id =
      typed === pageId && /^(?:seite|angaben)\d*$/.test(pageId) && words !== found.page.title.de
        ? freshId(slugFromWords(words, pageId), others)
        : typed;
    const intro = formField(body, 'intro').replace(/\r\n?/g, '\n').trim();
    const { intro: before, ...rest } = found.page;
    const next = {
      ...rest,
      id,
      title: { ...found.page.title, de: words },
      ...(intro === '' ? {} : { intro: { ...before, de: intro } }),
    };
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(id)) return drawEditor(ctx, request, copy, { pageId, errors: new Map([['id', m.pageId()]]) });
    const changed = await changeForm(ctx, {
      formId,
      revision: seenRevision(body),
      change: (form) => {
        const done = changePage(form, pageId, next);
        return done.ok ? { ok: true, value: { form: done.value } } : done;
      },
    });
    if (changed.ok) return redirect(`${href('form-authoring.form', { formId }, { page: id })}#chosen`);
    if (changed.code === 'taken') return drawEditor(ctx, request, copy, { pageId, errors: new Map([['id', m.taken()]]) });
    return (await notChanged(ctx, request, changed.code, formId, href('form-authoring.form', { formId }, { page: pageId }))) ?? notFound();
  },
});

const pick = route({
  name: 'form-authoring.pick',
  method: 'GET',
  path: formPath('hinzufuegen', 'add'),
  access: 'form-authoring.edit',
  params: formParams,
  query: Chosen,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const node = request.query.node === undefined ? undefined : nodeAt(copy.definition, request.query.node);
    const into = node
      ? { node: node.path }
      : { page: pageById(copy.definition, request.query.page ?? '')?.page.id ?? copy.definition.pages[0]?.id ?? '' };
    const place = node ? nodeName(node.node, ctx.locale) : (pageById(copy.definition, into.page ?? '')?.page.title.de ?? '');
    return page(
      pickerPage(await frameOf(ctx, request, copy), {
        into: into,
        place,
        action: request.href('form-authoring.add', { formId }),
        backHref: request.href('form-authoring.form', { formId }, into),
      }),
    );
  },
});

export const editorRoutes = [show, saveNode, savePage, pick];
