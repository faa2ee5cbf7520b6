import { page, type Answer, type Context } from '@amt/module';
import type { FieldError } from '@amt/ui';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { nodeAt, nodesOf, type PlacedNode } from '../model/author-tree.ts';
import { linesOf } from '../model/option-lines.ts';
import { type OpenPoint, pointsOf } from '../model/open-points.ts';
import { mentionsOf, messageOf } from '../model/prose-of-point.ts';
import { messages } from '../messages.ts';
import type { RuleWay } from '../operations/begin-rule.ts';
import { entriesOfList } from '../operations/fill-list.ts';
import { factTopic } from '../operations/settle-facts.ts';
import { pointPage, type PointProps } from '../pages/point-page.ts';
import { pointsPage, type ListedPoint } from '../pages/points-page.ts';
import type { SettingsDraft } from '../pages/settings-page.ts';
import { nodeName } from '../pages/tree-view.ts';
import { placeLinks, type HasHref } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { ownUnits } from './list-routes.ts';
import { draftOf } from './settings-routes.ts';

/** The list of points. */
export async function drawPoints(ctx: Context, request: HasHref, copy: WorkingCopy): Promise<Answer> {
  const { formId, definition } = copy;
  const { href } = request;
  return page(
    pointsPage(await frameOf(ctx, request, copy), {
      points: listedPoints(ctx, definition).map((one) => ({
        ...one,
        href: href('form-authoring.point', { formId, pointId: one.point.id }),
      })),
      versionsHref: href('form-authoring.versions', { formId }),
    }),
  );
}

/** The points of a form, with what is to be done and where. */
export function listedPoints(ctx: Context, form: AuthorForm): Omit<ListedPoint, 'href'>[] {
  return pointsOf(form).map((point) => {
    const placed = placeOf(form, point);
    return { point, title: titleOf(ctx, form, point), place: placed ? nameOf(ctx, placed) : '' };
  });
}

/** What was typed on the page of a point. */
export interface PointState {
  readonly errors?: readonly FieldError[];
  readonly draft?: SettingsDraft;
  readonly rule?: { readonly way: RuleWay; readonly at: string; readonly message: string };
  readonly lines?: string;
}

/** One point with the means to settle it. */
export async function drawPoint(ctx: Context, request: HasHref, copy: WorkingCopy, point: OpenPoint, state: PointState): Promise<Answer> {
  const { formId, definition } = copy;
  const { href } = request;
  const { errors = [] } = state;
  const points = pointsOf(definition);
  const next = points.find(({ id, settled }) => id !== point.id && settled === undefined);
  const placed = placeOf(definition, point);
  return page(
    pointPage(await frameOf(ctx, request, copy), {
      point,
      title: titleOf(ctx, definition, point),
      place: placed && { name: nameOf(ctx, placed), href: placeLinks(href, formId).node(placed.path) },
      part: await partOf(ctx, request, copy, point, state),
      reason: '',
      errors,
      settleAction: href('form-authoring.settle-point', { formId, pointId: point.id }),
      listHref: href('form-authoring.points', { formId }),
      nextHref: next && href('form-authoring.point', { formId, pointId: next.id }),
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

async function partOf(
  ctx: Context,
  { href }: HasHref,
  copy: WorkingCopy,
  point: OpenPoint,
  state: PointState,
): Promise<PointProps['part']> {
  const { formId, definition } = copy;
  const params = { formId, pointId: point.id };
  const topic = factTopic(point);
  if (topic) return { kind: 'fact', fact: { topic, draft: state.draft ?? undecided(definition), units: await ownUnits(ctx) } };
  if (point.about === 'list' && point.source !== undefined)
    return {
      kind: 'list',
      list: { lines: state.lines ?? linesOf(entriesOfList(definition, point.source)), action: href('form-authoring.fill-list', params) },
    };
  if (point.about !== 'rule') return { kind: 'look' };
  const mentions = mentionsOf(definition, point);
  const nodes = [...nodesOf(definition)].filter(({ isBranch, node }) => !isBranch && node.kind !== 'label');
  const first = point.at ?? mentions.find(({ places }) => places.length > 0)?.places[0]?.path ?? '';
  return {
    kind: 'rule',
    rule: {
      mentions: mentions.map(({ id, places }) => ({
        id,
        places: places.map((one) => ({ name: nameOf(ctx, one), href: placeLinks(href, formId).node(one.path) })),
      })),
      places: nodes.map((one) => ({ value: one.path, label: nameOf(ctx, one) })),
      typed: state.rule ?? { way: 'valid', at: first, message: messageOf(definition, point) },
      action: href('form-authoring.build-rule', params),
    },
  };
}

/** The settings as they are; what the import put in as a stopgap is not offered as an answer. */
function undecided(form: AuthorForm): SettingsDraft {
  const draft = draftOf(form);
  return { ...draft, legalBasis: /^FIM [A-Z]\w*$/.test(draft.legalBasis) ? '' : draft.legalBasis };
}

function placeOf(form: AuthorForm, { at }: OpenPoint): PlacedNode | undefined {
  return at === undefined ? undefined : nodeAt(form, at);
}

function nameOf({ locale }: Context, { node, pageIndex }: PlacedNode): string {
  return messages[locale].places.node({ page: pageIndex + 1, name: nodeName(node, locale) });
}

function titleOf({ locale }: Context, form: AuthorForm, point: OpenPoint): string {
  const m = messages[locale].points;
  const topic = factTopic(point);
  if (topic) return m.facts[topic]();
  if (point.about === 'list') return m.missingList();
  const words = point.about === 'rule' ? messageOf(form, point) : point.text;
  const short = words.length > 110 ? `${words.slice(0, 108).trimEnd()} …` : words;
  return point.about === 'rule' ? m.rule({ text: short }) : short;
}

/** The URI of a list without its version. */
export function versionlessUri(uri: string): string {
  return uri.replace(/_[^_:]+$/, '');
}
