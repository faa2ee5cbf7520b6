import { tooLarge } from '@amt/forms';
import { formField, notFound, page, route } from '@amt/module';
import Type from 'typebox';
import { findingsAt } from '../findings/findings-at.ts';
import { nodeAt, pageById } from '../model/author-tree.ts';
import { changeNode, renamedOptions } from '../operations/change-node.ts';
import { changePage } from '../operations/pages.ts';
import { liveParts } from '../pages/live-parts.ts';
import { pickerPage } from '../pages/picker-page.ts';
import { nodeName } from '../pages/tree-view.ts';
import { messages } from '../messages.ts';
import { answerChange, changedTo } from './answer-change.ts';
import { besideOf, keepBeside, previewsOf } from './editor-preview.ts';
import { drawEditor } from './editor-view.ts';
import { editedNode, editedPage, unsavedPart, withName } from './edited-part.ts';
import { frameOf } from './frame-of.ts';
import { fragment, liveRoute } from './live-fragment.ts';
import { openFindings } from './open-findings.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';

const Chosen = Type.Object({ page: Type.Optional(Type.String({ maxLength: 60 })), node: Type.Optional(Type.String({ maxLength: 600 })) });
const Shown = Type.Object({ ...Chosen.properties, beside: Type.Optional(Type.String({ maxLength: 40 })) });

const show = route({
  name: 'form-authoring.form',
  method: 'GET',
  path: formPath('', ''),
  access: 'form-authoring.edit',
  params: formParams,
  query: Shown,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    if (!copy) return notFound();
    const { beside } = request.query;
    if (beside !== undefined) await keepBeside(request.session, copy.formId, beside);
    return drawEditor(ctx, request, copy, { pageId: request.query.page, path: request.query.node });
  },
});

const saveNode = route({
  name: 'form-authoring.save-node',
  method: 'POST',
  path: formPath('feld', 'field'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const { body, href } = request;
    const copy = await openedCopy(ctx, formId);
    const path = formField(body, 'path');
    const placed = copy && nodeAt(copy.definition, path);
    if (!copy || !placed) return notFound();
    const { node, errors } = editedNode(placed, body, ctx.locale);
    const again = (found: ReadonlyMap<string, string>) => drawEditor(ctx, request, copy, { path, typed: body, node, errors: found });
    if (errors.size > 0) return again(errors);
    const values = renamedOptions(placed.node.options, node.options);
    const named = withName(copy.definition, placed, node);
    return answerChange(ctx, request, {
      change: (form) => changeNode(form, path, named, values),
      next: (changed) => `${href('form-authoring.form', { formId }, { node: changed.path })}#chosen`,
      said: messages[ctx.locale].editor.saved(),
      back: href('form-authoring.form', { formId }, { node: path }),
      refused: (code) => (code === 'taken' ? again(new Map([['id', messages[ctx.locale].problems.taken()]])) : undefined),
    });
  },
});

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
    const next = editedPage(copy.definition, found.page, body);
    const again = (problem: string) => drawEditor(ctx, request, copy, { pageId, errors: new Map([['id', problem]]) });
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(next.id)) return again(m.pageId());
    return answerChange(ctx, request, {
      change: (form) => changedTo(changePage(form, pageId, next)),
      next: () => `${href('form-authoring.form', { formId }, { page: next.id })}#chosen`,
      said: messages[ctx.locale].editor.saved(),
      back: href('form-authoring.form', { formId }, { page: pageId }),
      refused: (code) => (code === 'taken' ? again(m.taken()) : undefined),
    });
  },
});

/** The page and what is wrong with what is edited, as it would be if it were saved now. */
const live = liveRoute('live', 'live', 'live', Type.Object({}), (ctx, request, copy) => {
  const part = unsavedPart(copy.definition, request.body, ctx.locale);
  if (!part || tooLarge(part.form)) return notFound();
  const here = findingsAt(part.form, part.holds, ctx.locale);
  const { placed: findings } = openFindings(ctx, request, copy, { holds: part.holds, findings: here });
  const previews = previewsOf(ctx, part.form, part.pageId, besideOf(request.session, copy.formId));
  return fragment(liveParts({ previews, findings, here }, ctx.locale));
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

export const editorRoutes = [show, saveNode, savePage, live, pick];
