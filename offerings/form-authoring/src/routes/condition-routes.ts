import { clauseOf, sentenceOf } from '@amt/form-proofs';
import { html } from '@amt/html';
import { done, type FormBody, formField, notFound, page, route, type Answer, type Context } from '@amt/module';
import type { FieldError } from '@amt/ui';
import Type from 'typebox';
import { type DraftFault, emptyGroup } from '../conditions/condition-draft.ts';
import { scopeOf, type Scope } from '../conditions/operands.ts';
import { postedGroup } from '../conditions/posted-condition.ts';
import { draftOf } from '../conditions/read-condition.ts';
import { expressionIn, isValueSlot, slotNames, slotOwners, type Slot, withExpression } from '../conditions/slots.ts';
import { emptyTerm, valueDraftOf, valueOf } from '../conditions/value-draft.ts';
import { postedValue } from '../conditions/posted-value.ts';
import { conditionOf } from '../conditions/write-condition.ts';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { entriesOf } from '../model/author-form.ts';
import { nodeAt, pageById } from '../model/author-tree.ts';
import { pointsOf, withPoint } from '../model/open-points.ts';
import { vocabularyOf } from '../model/vocabulary.ts';
import { messages } from '../messages.ts';
import { conditionPage, type DraftBody, type Said, saidView } from '../pages/condition-page.ts';
import { calculationParts } from '../pages/calculation-rows.ts';
import { groupParts } from '../pages/condition-rows.ts';
import { nodeName } from '../pages/tree-view.ts';
import { answerChange } from './answer-change.ts';
import type { HasHref } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { fragment, liveRoute } from './live-fragment.ts';
import { formParams, formPath, openedCopy, type Sent } from './opened-copy.ts';

const SlotQuery = Type.Object({
  owner: Type.Enum([...slotOwners]),
  id: Type.String({ maxLength: 600 }),
  slot: Type.Enum([...slotNames]),
  /** id of the point of an imported file that is settled by this */
  point: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 60 })),
});

const show = route({
  name: 'form-authoring.condition',
  method: 'GET',
  path: formPath('bedingung', 'condition'),
  access: 'form-authoring.edit',
  params: formParams,
  query: SlotQuery,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    const opened = copy && openedSlot(ctx, copy, request.query);
    return opened ? draw(ctx, request, opened, {}) : notFound();
  },
});

/** A slot, and the point of an imported file that is settled by what is put there. */
type AskedSlot = Slot & { readonly point?: string };

/** A slot of a form, what stands in it, and what can be named there. */
interface OpenedSlot {
  readonly copy: WorkingCopy;
  readonly slot: AskedSlot;
  readonly expression: unknown;
  readonly scope: Scope;
}

function openedSlot({ locale }: Context, copy: WorkingCopy, slot: AskedSlot): OpenedSlot | undefined {
  const { owner, id } = slot;
  const { found, expression } = expressionIn(copy.definition, slot);
  if (!found) return undefined;
  const at = owner === 'rules' ? entriesOf(copy.definition, 'rules').find((rule) => rule.id === id)?.['at'] : undefined;
  const within = owner === 'node' ? id : typeof at === 'string' ? at : undefined;
  return { copy, slot, expression, scope: scopeOf(copy.definition, within, locale) };
}

function bodyOf({ slot, expression, scope }: OpenedSlot): DraftBody {
  const nothing = expression === undefined || expression === '' || expression === true;
  if (!isValueSlot(slot)) return { kind: 'condition', draft: nothing ? emptyGroup : draftOf(expression, scope) };
  const unit = slot.slot === 'amount' ? 'money' : 'number';
  return { kind: 'value', draft: nothing ? { unit, terms: [emptyTerm], places: '' } : valueDraftOf(expression, scope, unit) };
}

interface Drawn {
  readonly body?: DraftBody;
  readonly errors?: readonly FieldError[];
  /** text that was no JSON */
  readonly expert?: string;
}

async function draw(ctx: Context, request: HasHref, opened: OpenedSlot, drawn: Drawn): Promise<Answer> {
  const { copy, slot, expression } = opened;
  const { errors = [], body = bodyOf(opened) } = drawn;
  const { formId } = copy;
  const inTree = slot.owner === 'node' || slot.owner === 'page';
  const written = body.draft && drawn.body ? writtenBody(body, opened.scope).expression : expression;
  return page(
    conditionPage(await frameOf(ctx, request, copy), {
      tab: inTree ? 'structure' : 'logic',
      heading: headingOf(ctx, copy, slot),
      point: pointsOf(copy.definition).find(({ id }) => id === slot.point),
      said: saidOf(ctx, copy, written),
      body,
      scope: opened.scope,
      expert: drawn.expert ?? (expression === undefined ? '' : JSON.stringify(expression, null, 2)),
      errors,
      action: actionOf(request, opened),
      liveHref: request.href('form-authoring.live-condition', { formId }, { ...slot }),
      expertAction: request.href('form-authoring.save-expert', { formId }, { ...slot }),
      backHref: backOf(request, copy, slot),
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

function saidOf({ locale }: Context, { definition }: WorkingCopy, expression: unknown): Said | undefined {
  if (expression === undefined || expression === '') return undefined;
  const vocabulary = vocabularyOf(definition);
  return { sentence: sentenceOf(expression, vocabulary, locale), clause: clauseOf(expression, vocabulary, locale) };
}

function headingOf({ locale }: Context, { definition }: WorkingCopy, { owner, id, slot }: Slot): string {
  const m = messages[locale].condition.headings;
  const node = owner === 'node' ? nodeAt(definition, id)?.node : undefined;
  const entry = node || owner === 'node' || owner === 'page' ? undefined : entriesOf(definition, owner).find((one) => one.id === id);
  const words = (entry?.['label'] ?? entry?.['title'] ?? entry?.['message']) as { readonly de?: string } | undefined;
  const name = node ? nodeName(node, locale) : owner === 'page' ? (pageById(definition, id)?.page.title.de ?? id) : (words?.de ?? id);
  return slot === 'when' && owner !== 'node' && owner !== 'page' ? m.holds({ name }) : m[slot]({ name });
}

function actionOf({ href }: HasHref, { copy, slot }: OpenedSlot): string {
  return href('form-authoring.save-condition', { formId: copy.formId }, { ...slot });
}

function backOf({ href }: HasHref, { formId }: WorkingCopy, { owner, id, point }: AskedSlot): string {
  if (point !== undefined) return href('form-authoring.point', { formId, pointId: point });
  if (owner === 'node') return `${href('form-authoring.form', { formId }, { node: id })}#chosen`;
  if (owner === 'page') return `${href('form-authoring.form', { formId }, { page: id })}#chosen`;
  return href('form-authoring.logic', { formId });
}

function postedBody(slot: Slot, body: FormBody, asked: string): DraftBody {
  return isValueSlot(slot)
    ? { kind: 'value', draft: postedValue(body, asked) }
    : { kind: 'condition', draft: postedGroup(body, 'c', asked) };
}

function writtenBody(body: DraftBody, scope: Scope): { readonly expression: unknown; readonly faults: readonly DraftFault[] } {
  if (!body.draft) return { expression: undefined, faults: [] };
  return body.kind === 'value' ? valueOf(body.draft, scope) : conditionOf(body.draft, scope, 'c');
}

const save = route({
  name: 'form-authoring.save-condition',
  method: 'POST',
  path: formPath('bedingung', 'condition'),
  access: 'form-authoring.edit',
  params: formParams,
  query: SlotQuery,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    const opened = copy && openedSlot(ctx, copy, request.query);
    if (!opened) return notFound();
    const asked = formField(request.body, '_do');
    if (asked === 'none') return store(ctx, request, opened, undefined);
    const body = postedBody(opened.slot, request.body, asked);
    if (asked !== '') return draw(ctx, request, opened, { body });
    const { expression, faults } = writtenBody(body, opened.scope);
    if (faults.length === 0) return store(ctx, request, opened, expression);
    return draw(ctx, request, opened, { body, errors: faults.map((fault) => faultOf(ctx, fault)) });
  },
});

function faultOf({ locale }: Context, { at, code }: DraftFault): FieldError {
  return { field: at.replace(/[^\w-]+/g, '-'), message: messages[locale].condition.faults[code]() };
}

async function store(ctx: Context, request: Sent, { copy, slot }: OpenedSlot, expression: unknown): Promise<Answer> {
  // what cannot be without it keeps something that means "nothing yet" and shows as a fault where that is one
  const otherwise = slot.slot === 'valid' ? true : isValueSlot(slot) ? (slot.slot === 'amount' ? { cents: 0 } : '') : undefined;
  return answerChange(ctx, request, {
    change: (form) => {
      const changed = withExpression(form, slot, expression ?? otherwise);
      const settles = slot.point !== undefined && expression !== undefined;
      return done({ form: settles ? withPoint(changed, slot.point, { how: 'done' }) : changed });
    },
    next: () => backOf(request, copy, slot),
    back: backOf(request, copy, slot),
  });
}

/** What the rows say while they are filled in. */
const live = liveRoute('live-condition', 'bedingung/live', 'condition/live', SlotQuery, (ctx, request, copy) => {
  const opened = openedSlot(ctx, copy, request.query);
  if (!opened) return notFound();
  const body = postedBody(opened.slot, request.body, '');
  const { expression } = writtenBody(body, opened.scope);
  const said = saidOf(ctx, copy, expression);
  const props = { action: actionOf(request, opened), errors: [], locale: ctx.locale };
  const parts =
    body.kind === 'value'
      ? body.draft && calculationParts(props, body.draft, opened.scope)
      : body.draft && groupParts(props, body.draft, opened.scope, 'c');
  return fragment(html`${saidView(said, ctx.locale)} ${parts ?? ''}`);
});

const saveExpert = route({
  name: 'form-authoring.save-expert',
  method: 'POST',
  path: formPath('bedingung/text', 'condition/text'),
  access: 'form-authoring.edit',
  params: formParams,
  query: SlotQuery,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    const opened = copy && openedSlot(ctx, copy, request.query);
    if (!opened) return notFound();
    const typed = formField(request.body, 'expert').trim();
    const parsed = parse(typed);
    if ('value' in parsed) return store(ctx, request, opened, parsed.value);
    const error = { field: 'expert', message: messages[ctx.locale].condition.faults.json({ detail: parsed.problem }) };
    return draw(ctx, request, opened, { errors: [error], expert: typed });
  },
});

function parse(text: string): { value: unknown } | { problem: string } {
  if (text === '') return { value: undefined };
  if (text.length > 50_000) return { problem: '> 50000' };
  try {
    return { value: JSON.parse(text) };
  } catch (problem) {
    return { problem: problem instanceof Error ? problem.message : 'JSON' };
  }
}

export const conditionRoutes = [show, save, live, saveExpert];
