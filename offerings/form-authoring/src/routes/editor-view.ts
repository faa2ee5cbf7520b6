import { previewPage } from '@amt/forms';
import type { Html } from '@amt/html';
import { page, type Answer, type Context, type FormBody, type RouteRequest } from '@amt/module';
import type { FieldError } from '@amt/ui';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { findingsOf } from '../findings/fault-text.ts';
import { type PlaceLinks, placeFindings } from '../findings/place-findings.ts';
import { proofsOf } from '../findings/proofs-of.ts';
import type { AuthorNode } from '../model/author-form.ts';
import { isContainer, nodeAt, pageById, type PlacedNode } from '../model/author-tree.ts';
import { previewForm } from '../model/preview-form.ts';
import { messages } from '../messages.ts';
import { editorPage, type EditorLinks, type EditorProps, type SelectedNode } from '../pages/editor-page.ts';
import { languageName } from '../model/languages.ts';
import { sentenceOf } from '../conditions/sentence.ts';
import { withOtherIds } from '../pages/other-ids.ts';
import { frameOf } from './frame-of.ts';

export type HasHref = Pick<RouteRequest<unknown, unknown, unknown>, 'href'>;

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
export async function drawEditor(ctx: Context, request: HasHref, copy: WorkingCopy, state: EditorState): Promise<Answer> {
  const { definition, formId } = copy;
  const { locale } = ctx;
  const { href } = request;
  const placed = state.path === undefined ? undefined : nodeAt(definition, state.path);
  const pageId = placed?.page.id ?? (pageById(definition, state.pageId ?? '') ? state.pageId : definition.pages[0]?.id) ?? '';
  const frame = await frameOf(ctx, request, copy);
  const errors = [...(state.errors ?? [])].map(([field, message]): FieldError => ({ field, message }));
  const links = placeLinks(href, formId);
  const { findings: faults, missing } = findingsOf(copy.faults, locale);
  const findings = [...faults, ...proofsOf(copy, locale)];
  const translations = [...missing].map(([language, count]) => ({
    severity: 'fault' as const,
    pointer: '/languages',
    message: messages[locale].findings.missingTexts({ count, language: languageName(language, locale) }),
    place: messages[locale].frame.tabs.texts(),
    href: href('form-authoring.texts', { formId }, { language }),
  }));
  const props: EditorProps = {
    frame,
    tree: {
      form: definition,
      selection: placed ? { node: placed.path, page: pageId } : { page: pageId },
      revision: copy.revision,
      locale,
      faulty: new Set(findings.filter(({ severity }) => severity === 'fault').map(({ pointer }) => pointer)),
      pageHref: links.page,
      nodeHref: links.node,
      addHref: (into) => href('form-authoring.pick', { formId }, into),
      addPageAction: href('form-authoring.add-page', { formId }),
      dropAction: href('form-authoring.drop', { formId }),
      mayEdit: frame.lockedBy === undefined,
    },
    selected: placed ? selectedNode(ctx, copy, placed, state) : selectedPage(ctx, copy, pageId),
    errors,
    findings: [...placeFindings(definition, findings, links, locale), ...translations],
    preview: previewOf(ctx, copy, pageId),
    links: editorLinks(href, formId, pageId, placed),
  };
  return page(editorPage(props), { status: errors.length > 0 ? 422 : 200 });
}

export function placeLinks(href: HasHref['href'], formId: string): PlaceLinks {
  return {
    page: (pageId) => `${href('form-authoring.form', { formId }, { page: pageId })}#chosen`,
    node: (path) => `${href('form-authoring.form', { formId }, { node: path })}#chosen`,
    logic: href('form-authoring.logic', { formId }),
    settings: href('form-authoring.settings', { formId }),
    points: href('form-authoring.points', { formId }),
    tests: href('form-authoring.tests', { formId }),
    texts: href('form-authoring.texts', { formId }),
  };
}

function selectedNode(ctx: Context, copy: WorkingCopy, placed: PlacedNode, { typed, node, errors }: EditorState): SelectedNode {
  const sentence = (expression: unknown): string | undefined =>
    expression === undefined ? undefined : sentenceOf(expression, copy.definition, ctx.locale);
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
    when: chosen.when === undefined ? undefined : sentenceOf(chosen.when, definition, ctx.locale),
  };
}

/** The page as residents see it, with what its conditions hide shown: an author wants to see what they are writing. */
export function previewOf(ctx: Context, copy: Pick<WorkingCopy, 'definition'>, pageId: string): Html | undefined {
  const shown = withoutConditions(copy.definition, pageId);
  const previewed = previewForm(shown, messages[ctx.locale].editor.stopgap());
  const shownPage =
    previewed &&
    previewPage(
      previewed.form,
      { answers: {}, raw: {} },
      {
        pageId,
        locale: ctx.locale,
        now: ctx.now,
        judged: false,
        links: { save: '#', back: undefined, overview: undefined, item: () => '#' },
      },
    );
  return shownPage && withOtherIds(shownPage.body, 'seen-');
}

function withoutConditions(definition: WorkingCopy['definition'], pageId: string): WorkingCopy['definition'] {
  const shown = (nodes: readonly AuthorNode[]): AuthorNode[] =>
    nodes.map(({ when: _when, requiredWhen: _required, ...node }) => {
      const fields = node.fields ? { fields: shown(node.fields) } : {};
      return { ...node, ...fields };
    });
  const pages = definition.pages
    .filter((one) => one.id === pageId)
    .map(({ when: _when, section: _section, ...one }) => ({ ...one, fields: shown(one.fields) }));
  const { rules: _rules, computed: _computed, fee: _fee, steps: _steps, outputs: _outputs, ...rest } = definition;
  return { ...rest, pages };
}

function editorLinks(href: HasHref['href'], formId: string, pageId: string, placed: PlacedNode | undefined): EditorLinks {
  const params = { formId };
  const owner: Record<string, string> = placed ? { owner: 'node', id: placed.path } : { owner: 'page', id: pageId };
  return {
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
