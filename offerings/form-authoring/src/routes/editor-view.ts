import { sentenceOf } from '@amt/form-proofs';
import { page, type Answer, type Context, type FormBody } from '@amt/module';
import type { FieldError } from '@amt/ui';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import type { AuthorNode } from '../model/author-form.ts';
import { isContainer, nodeAt, pageById, type PlacedNode } from '../model/author-tree.ts';
import { vocabularyOf } from '../model/vocabulary.ts';
import { editorPage, type EditorLinks, type EditorProps, type SelectedNode } from '../pages/editor-page.ts';
import { holdsNode, holdsPage } from './edited-part.ts';
import { besideChoices, besideOf, previewsOf } from './editor-preview.ts';
import { frameOf } from './frame-of.ts';
import type { Asked } from './opened-copy.ts';
import { openFindings } from './open-findings.ts';
import { type HasHref, placeLinks } from './place-links.ts';

/** What is chosen, and what was typed where it could not be taken. */
export interface EditorState {
  readonly pageId?: string | undefined;
  readonly path?: string | undefined;
  readonly typed?: FormBody;
  /** the node as far as it could be read */
  readonly node?: AuthorNode;
  readonly errors?: ReadonlyMap<string, string>;
}

/** Draws the builder; what is chosen but not there (any more) gives the first page. */
export async function drawEditor(ctx: Context, request: Asked, copy: WorkingCopy, state: EditorState): Promise<Answer> {
  const { definition, formId } = copy;
  const { locale } = ctx;
  const { href } = request;
  const placed = state.path === undefined ? undefined : nodeAt(definition, state.path);
  const pageId = placed?.page.id ?? (pageById(definition, state.pageId ?? '') ? state.pageId : definition.pages[0]?.id) ?? '';
  const frame = await frameOf(ctx, request, copy);
  const errors = [...(state.errors ?? [])].map(([field, message]): FieldError => ({ field, message }));
  const links = placeLinks(href, formId);
  const { found, placed: findings } = openFindings(ctx, request, copy);
  const beside = besideOf(request.session, formId);
  const index = definition.pages.findIndex((one) => one.id === pageId);
  const holds = placed ? holdsNode(placed.pointer) : holdsPage(`/pages/${index}`);
  const props: EditorProps = {
    frame,
    tree: {
      form: definition,
      selection: placed ? { node: placed.path, page: pageId } : { page: pageId },
      revision: copy.revision,
      locale,
      faulty: new Set(found.filter(({ severity }) => severity === 'fault').map(({ pointer }) => pointer)),
      pageHref: links.page,
      nodeHref: links.node,
      addHref: (into) => href('form-authoring.pick', { formId }, into),
      addPageAction: href('form-authoring.add-page', { formId }),
      dropAction: href('form-authoring.drop', { formId }),
      mayEdit: frame.lockedBy === undefined,
    },
    selected: placed ? selectedNode(ctx, copy, placed, state) : selectedPage(ctx, copy, pageId),
    errors,
    live: { previews: previewsOf(ctx, definition, pageId, beside), findings, here: found.filter(({ pointer }) => holds(pointer)) },
    beside: besideChoices(ctx, definition, beside).map(({ language, ...choice }) => ({
      ...choice,
      href: href('form-authoring.form', { formId }, { ...(placed ? { node: placed.path } : { page: pageId }), beside: language }),
    })),
    links: editorLinks(href, formId, pageId, placed),
  };
  return page(editorPage(props), { status: errors.length > 0 ? 422 : 200 });
}

function selectedNode(ctx: Context, copy: WorkingCopy, placed: PlacedNode, { typed, node, errors }: EditorState): SelectedNode {
  const vocabulary = vocabularyOf(copy.definition);
  const sentence = (expression: unknown): string | undefined =>
    expression === undefined ? undefined : sentenceOf(expression, vocabulary, ctx.locale);
  return {
    kind: 'node',
    placed,
    view: { node: node ?? placed.node, typed, errors: errors ?? new Map(), locale: ctx.locale },
    when: sentence(placed.node.when),
    requiredWhen: sentence(placed.node.requiredWhen),
    value: placed.node['value'] === '' ? undefined : sentence(placed.node['value']),
  };
}

function selectedPage(ctx: Context, { definition }: WorkingCopy, pageId: string): EditorProps['selected'] {
  const found = pageById(definition, pageId);
  const chosen = found?.page ?? { id: '', title: { de: '' }, fields: [] };
  return {
    kind: 'page',
    page: chosen,
    index: found?.index ?? 0,
    count: definition.pages.length,
    when: chosen.when === undefined ? undefined : sentenceOf(chosen.when, vocabularyOf(definition), ctx.locale),
  };
}

function editorLinks(href: HasHref['href'], formId: string, pageId: string, placed: PlacedNode | undefined): EditorLinks {
  const params = { formId };
  const owner: Record<string, string> = placed ? { owner: 'node', id: placed.path } : { owner: 'page', id: pageId };
  return {
    live: href('form-authoring.live', params),
    save: href(placed ? 'form-authoring.save-node' : 'form-authoring.save-page', params),
    move: href(placed ? 'form-authoring.move' : 'form-authoring.move-page', params),
    remove: href(placed ? 'form-authoring.remove' : 'form-authoring.remove-page', params),
    copyNode: href('form-authoring.copy-node', params),
    addBranch: href('form-authoring.add-branch', params),
    addInto: placed
      ? isContainer(placed)
        ? href('form-authoring.pick', params, { node: placed.path })
        : undefined
      : href('form-authoring.pick', params, { page: pageId }),
    condition: (slot) => href('form-authoring.condition', params, { ...owner, slot }),
    texts: href('form-authoring.texts', params),
    pagePreview: href('form-authoring.preview', { ...params, page: pageId }),
  };
}
