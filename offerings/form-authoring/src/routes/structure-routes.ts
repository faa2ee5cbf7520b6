import { idFromWords } from '@amt/forms';
import { done, failed, formField, page, redirect, route, type Answer, type Context, type FormBody, type Result } from '@amt/module';
import type { NotChanged } from '../copies/change-form.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { type Container, containerOf, nodeAt } from '../model/author-tree.ts';
import { isKind, kindKey, newNode } from '../model/kinds.ts';
import { referencesToNode, referencesToPage } from '../model/references.ts';
import { isTemplateName, templateNodes } from '../model/templates.ts';
import { addNode } from '../operations/add-node.ts';
import { moveNode } from '../operations/move-node.ts';
import { directions, nudgeNode } from '../operations/nudge-node.ts';
import { addPage, movePage, removePage } from '../operations/pages.ts';
import { removeNode } from '../operations/remove-node.ts';
import { placeFindings } from '../findings/place-findings.ts';
import { messages } from '../messages.ts';
import { removePage as removalPage } from '../pages/removal-page.ts';
import { answerChange } from './answer-change.ts';
import { placeLinks } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, openedCopy, type Sent } from './opened-copy.ts';

type Chosen = { readonly node: string } | { readonly page: string };
type Change<Code extends string> = (form: AuthorForm) => Result<{ form: AuthorForm; chosen: Chosen }, Code>;

/** A change of the structure: afterwards what was changed is chosen. */
function answered<Code extends string>(
  ctx: Context,
  request: Sent,
  change: Change<Code>,
  back: Chosen,
  refused?: (code: Code | NotChanged) => Promise<Answer | undefined>,
): Promise<Answer> {
  const address = (chosen: Chosen): string => request.href('form-authoring.form', { formId: request.params.formId }, { ...chosen });
  return answerChange(ctx, request, {
    change,
    next: ({ chosen }) => `${address(chosen)}#chosen`,
    back: address(back),
    ...(refused ? { refused } : {}),
  });
}

const post = (name: string, de: string, en: string, handle: (ctx: Context, request: Sent) => Promise<Answer>) =>
  route({
    name: `form-authoring.${name}`,
    method: 'POST',
    path: formPath(de, en),
    access: 'form-authoring.edit',
    params: formParams,
    handle,
  });

function containerIn(body: FormBody): Container {
  const node = formField(body, 'node');
  return node === '' ? { page: formField(body, 'page') } : { node };
}

const add = post('add', 'hinzufuegen', 'add', (ctx, request) => {
  const { body } = request;
  const into = containerIn(body);
  const kind = formField(body, 'kind');
  const template = formField(body, 'template');
  return answered(
    ctx,
    request,
    (form) => {
      const nodes = isTemplateName(template)
        ? templateNodes(template, form.languages)
        : isKind(kind)
          ? [newNode(kind, idFromWords(messages.de.kinds[kindKey(kind)].name(), 'feld'), messages.de.kinds[kindKey(kind)].starter())]
          : [];
      let changed = form;
      let first: string | undefined;
      for (const node of nodes) {
        const added = addNode(changed, into, node);
        if (!added.ok) return added;
        changed = added.value.form;
        first ??= added.value.path;
      }
      return done({ form: changed, chosen: first === undefined ? into : { node: first } });
    },
    into,
  );
});

const addBranch = post('add-branch', 'fall-hinzufuegen', 'add-case', (ctx, request) => {
  const path = formField(request.body, 'path');
  return answered(
    ctx,
    request,
    (form) => {
      const added = addNode(form, { node: path }, { id: 'weitererFall', label: { de: messages.de.tree.newBranch() }, fields: [] });
      return added.ok ? done({ form: added.value.form, chosen: { node: added.value.path } }) : added;
    },
    { node: path },
  );
});

const addAPage = post('add-page', 'seite-hinzufuegen', 'add-page', (ctx, request) => {
  const after = formField(request.body, 'after');
  return answered(
    ctx,
    request,
    (form) => {
      const index = form.pages.findIndex((one) => one.id === after);
      const added = addPage(
        form,
        { id: 'seite', title: { de: messages.de.tree.newPage() }, fields: [] },
        index < 0 ? undefined : index + 1,
      );
      return done({ form: added.form, chosen: { page: added.pageId } });
    },
    { page: after },
  );
});

const move = post('move', 'verschieben', 'move', (ctx, request) => {
  const path = formField(request.body, 'path');
  const by = directions.find((direction) => direction === formField(request.body, 'by')) ?? 'up';
  return answered(
    ctx,
    request,
    (form) => {
      const moved = nudgeNode(form, path, by);
      return moved.ok ? done({ form: moved.value.form, chosen: { node: moved.value.path } }) : moved;
    },
    { node: path },
  );
});

const drop = post('drop', 'ablegen', 'drop', (ctx, request) => {
  const { body } = request;
  const path = formField(body, 'path');
  const index = formField(body, 'index');
  return answered(
    ctx,
    request,
    (form) => {
      const moved = moveNode(form, path, containerIn(body), /^\d{1,5}$/.test(index) ? Number(index) : undefined);
      return moved.ok ? done({ form: moved.value.form, chosen: { node: moved.value.path } }) : moved;
    },
    { node: path },
  );
});

const moveAPage = post('move-page', 'seite-verschieben', 'move-page', (ctx, request) => {
  const pageId = formField(request.body, 'page');
  return answered(
    ctx,
    request,
    (form) => {
      const moved = movePage(form, pageId, formField(request.body, 'by') === 'down' ? 1 : -1);
      return moved.ok ? done({ form: moved.value, chosen: { page: pageId } }) : moved;
    },
    { page: pageId },
  );
});

const copyNode = post('copy-node', 'kopieren', 'copy', (ctx, request) => {
  const path = formField(request.body, 'path');
  return answered(
    ctx,
    request,
    (form) => {
      const placed = nodeAt(form, path);
      if (!placed) return failed('no-place');
      const added = addNode(form, containerOf(placed), placed.node, placed.index + 1);
      return added.ok ? done({ form: added.value.form, chosen: { node: added.value.path } }) : added;
    },
    { node: path },
  );
});

const remove = post('remove', 'entfernen', 'remove', (ctx, request) => {
  const path = formField(request.body, 'path');
  const withReferences = formField(request.body, 'references') === 'too';
  return answered(
    ctx,
    request,
    (form) => {
      const placed = nodeAt(form, path);
      const removed = removeNode(form, path, { withReferences });
      if (!removed.ok) return removed;
      const chosen = placed?.parent ? { node: placed.parent.path } : { page: placed?.page.id ?? '' };
      return done({ form: removed.value, chosen });
    },
    { node: path },
    (code) => refusedRemoval(ctx, request, code, { node: path }),
  );
});

const removeAPage = post('remove-page', 'seite-entfernen', 'remove-page', (ctx, request) => {
  const pageId = formField(request.body, 'page');
  const withReferences = formField(request.body, 'references') === 'too';
  return answered(
    ctx,
    request,
    (form) => {
      const index = form.pages.findIndex((one) => one.id === pageId);
      const removed = removePage(form, pageId, { withReferences });
      if (!removed.ok) return removed;
      const beside = removed.value.pages[Math.max(index - 1, 0)];
      return done({ form: removed.value, chosen: { page: beside?.id ?? '' } });
    },
    { page: pageId },
    (code) => refusedRemoval(ctx, request, code, { page: pageId }),
  );
});

/** What is referred to is not simply taken out: the page tells the places and offers to take them out too. */
async function refusedRemoval(ctx: Context, request: Sent, code: string, chosen: Chosen): Promise<Answer | undefined> {
  const { formId } = request.params;
  const { href } = request;
  const back = href('form-authoring.form', { formId }, { ...chosen });
  if (code === 'last-branches') {
    await request.session.flash(messages[ctx.locale].problems.lastBranches(), 'info');
    return redirect(back);
  }
  const copy = await openedCopy(ctx, formId);
  if (code !== 'referenced' || !copy) return undefined;
  const places = 'node' in chosen ? referencesToNode(copy.definition, chosen.node) : referencesToPage(copy.definition, chosen.page);
  const found = places.map((pointer) => ({ severity: 'warning' as const, pointer, message: messages[ctx.locale].removal.place() }));
  return page(
    removalPage(await frameOf(ctx, request, copy), {
      places: placeFindings(copy.definition, found, placeLinks(href, formId), ctx.locale),
      action: href('node' in chosen ? 'form-authoring.remove' : 'form-authoring.remove-page', { formId }),
      chosen: 'node' in chosen ? { path: chosen.node } : { page: chosen.page },
      backHref: back,
    }),
    { status: 409 },
  );
}

export const structureRoutes = [add, addBranch, addAPage, move, drop, moveAPage, copyNode, remove, removeAPage];
