import { done, formField, notFound, page, redirect, route, type Answer, type Context, type FormBody } from '@amt/module';
import type { FieldError } from '@amt/ui';
import Type from 'typebox';
import {
  type ConditionDraft,
  type DraftGroup,
  type DraftRow,
  conditionOf,
  draftOf,
  emptyRow,
  isGroup,
  type DraftFault,
} from '../conditions/condition-draft.ts';
import { operandsOf } from '../conditions/operands.ts';
import { sentenceOf } from '../conditions/sentence.ts';
import { expressionIn, isValueSlot, slotNames, slotOwners, type Slot, withExpression } from '../conditions/slots.ts';
import { type DraftTerm, type ValueDraft, emptyTerm, valueDraftOf, valueOf } from '../conditions/value-draft.ts';
import { changeForm } from '../copies/change-form.ts';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { entriesOf } from '../model/author-form.ts';
import { nodeAt, pageById } from '../model/author-tree.ts';
import { messages } from '../messages.ts';
import { pointsOf, withPoint } from '../model/open-points.ts';
import { conditionPage, type ConditionProps } from '../pages/condition-page.ts';
import { nodeName } from '../pages/tree-view.ts';
import type { HasHref } from './editor-view.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, notChanged, openedCopy, seenRevision } from './opened-copy.ts';

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
    if (!copy) return notFound();
    const slot: AskedSlot = request.query;
    const { found, expression } = expressionIn(copy.definition, slot);
    return found ? draw(ctx, request, copy, slot, bodyOf(ctx, copy, slot, expression), []) : notFound();
  },
});

/** A slot, and the point of an imported file that is settled by what is put there. */
type AskedSlot = Slot & { readonly point?: string };
type Body = ConditionProps['body'];

function operands(ctx: Context, copy: WorkingCopy, { owner, id }: Slot): ReturnType<typeof operandsOf> {
  const at = owner === 'rules' ? entriesOf(copy.definition, 'rules').find((rule) => rule.id === id)?.['at'] : undefined;
  return operandsOf(copy.definition, owner === 'node' ? id : typeof at === 'string' ? at : undefined, ctx.locale);
}

function bodyOf(ctx: Context, copy: WorkingCopy, slot: Slot, expression: unknown): Body {
  const known = operands(ctx, copy, slot);
  const nothing = expression === undefined || expression === '' || expression === true;
  if (isValueSlot(slot)) {
    const unit = slot.slot === 'amount' ? 'money' : 'number';
    return { kind: 'value', draft: nothing ? { unit, terms: [emptyTerm], places: '' } : valueDraftOf(expression, known, unit) };
  }
  return { kind: 'condition', draft: nothing ? { mode: 'all', items: [emptyRow] } : draftOf(expression, known) };
}

async function draw(
  ctx: Context,
  request: HasHref,
  copy: WorkingCopy,
  slot: AskedSlot,
  body: Body,
  errors: readonly FieldError[],
  expert?: string,
): Promise<Answer> {
  const { formId, definition } = copy;
  const { expression } = expressionIn(definition, slot);
  const inTree = slot.owner === 'node' || slot.owner === 'page';
  const point = pointsOf(definition).find(({ id }) => id === slot.point);
  return page(
    conditionPage(await frameOf(ctx, request, copy), {
      tab: inTree ? 'structure' : 'logic',
      heading: headingOf(ctx, copy, slot),
      point,
      sentence: expression === undefined || expression === '' ? undefined : sentenceOf(expression, definition, ctx.locale),
      body,
      operands: operands(ctx, copy, slot),
      expert: expert ?? (expression === undefined ? '' : JSON.stringify(expression, null, 2)),
      errors,
      action: request.href('form-authoring.save-condition', { formId }, { ...slot }),
      expertAction: request.href('form-authoring.save-expert', { formId }, { ...slot }),
      backHref: backOf(request, copy, slot),
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

function headingOf({ locale }: Context, { definition }: WorkingCopy, { owner, id, slot }: Slot): string {
  const m = messages[locale].condition.headings;
  const node = owner === 'node' ? nodeAt(definition, id)?.node : undefined;
  const entry = node || owner === 'node' || owner === 'page' ? undefined : entriesOf(definition, owner).find((one) => one.id === id);
  const words = (entry?.['label'] ?? entry?.['title'] ?? entry?.['message']) as { readonly de?: string } | undefined;
  const name = node ? nodeName(node, locale) : owner === 'page' ? (pageById(definition, id)?.page.title.de ?? id) : (words?.de ?? id);
  return slot === 'when' && owner !== 'node' && owner !== 'page' ? m.holds({ name }) : m[slot]({ name });
}

function backOf({ href }: HasHref, { formId }: WorkingCopy, { owner, id, point }: AskedSlot): string {
  if (point !== undefined) return href('form-authoring.point', { formId, pointId: point });
  if (owner === 'node') return `${href('form-authoring.form', { formId }, { node: id })}#chosen`;
  if (owner === 'page') return `${href('form-authoring.form', { formId }, { page: id })}#chosen`;
  return href('form-authoring.logic', { formId });
}

const save = route({
  name: 'form-authoring.save-condition',
  method: 'POST',
  path: formPath('bedingung', 'condition'),
  access: 'form-authoring.edit',
  params: formParams,
  query: SlotQuery,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    const slot: AskedSlot = request.query;
    if (!copy || !expressionIn(copy.definition, slot).found) return notFound();
    const { body } = request;
    const known = operands(ctx, copy, slot);
    const asked = formField(body, '_do');
    const draft = isValueSlot(slot)
      ? { kind: 'value' as const, draft: changedValue(readValue(body), asked) }
      : { kind: 'condition' as const, draft: changed(readCondition(body), asked) };
    if (asked !== '' && asked !== 'none') return draw(ctx, request, copy, slot, draft, []);
    const { expression, faults } =
      asked === 'none'
        ? { expression: undefined, faults: [] }
        : draft.kind === 'value'
          ? valueOf(draft.draft, known)
          : conditionOf(draft.draft, known);
    if (faults.length > 0)
      return draw(
        ctx,
        request,
        copy,
        slot,
        draft,
        faults.map((fault) => faultOf(ctx, fault)),
      );
    return store(ctx, request, copy, slot, expression);
  },
});

function faultOf({ locale }: Context, { at, code }: DraftFault): FieldError {
  return { field: at.replace(/[^\w-]+/g, '-'), message: messages[locale].condition.faults[code]() };
}

async function store(
  ctx: Context,
  request: HasHref & Parameters<typeof notChanged>[1] & { readonly body: FormBody },
  copy: WorkingCopy,
  slot: AskedSlot,
  expression: unknown,
): Promise<Answer> {
  const { formId } = copy;
  const back = backOf(request, copy, slot);
  // what cannot be without it keeps something that means "nothing yet" and shows as a fault where that is one
  const otherwise = slot.slot === 'valid' ? true : isValueSlot(slot) ? (slot.slot === 'amount' ? { cents: 0 } : '') : undefined;
  const stored = await changeForm(ctx, {
    formId,
    revision: seenRevision(request.body),
    change: (form) => {
      const changed = withExpression(form, slot, expression ?? otherwise);
      return done({
        form: slot.point === undefined || expression === undefined ? changed : withPoint(changed, slot.point, { how: 'done' }),
      });
    },
  });
  return stored.ok ? redirect(back) : ((await notChanged(ctx, request, stored.code, formId, back)) ?? notFound());
}

const saveExpert = route({
  name: 'form-authoring.save-expert',
  method: 'POST',
  path: formPath('bedingung/text', 'condition/text'),
  access: 'form-authoring.edit',
  params: formParams,
  query: SlotQuery,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    const slot: AskedSlot = request.query;
    if (!copy || !expressionIn(copy.definition, slot).found) return notFound();
    const typed = formField(request.body, 'expert').trim();
    const parsed = parse(typed);
    if (!('value' in parsed)) {
      const error = { field: 'expert', message: messages[ctx.locale].condition.faults.json({ detail: parsed.problem }) };
      return draw(ctx, request, copy, slot, bodyOf(ctx, copy, slot, expressionIn(copy.definition, slot).expression), [error], typed);
    }
    return store(ctx, request, copy, slot, parsed.value);
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

/** So many rows a page holds; a condition with more is written as a text. */
const mostRows = 40;

function count(body: FormBody, name: string): number {
  return Math.min(Number(/^\d{1,3}$/.exec(formField(body, name))?.[0] ?? 0), mostRows);
}

function readCondition(body: FormBody): ConditionDraft {
  const row = (at: string): DraftRow => ({
    field: formField(body, `${at}.field`),
    comparison: formField(body, `${at}.comparison`),
    value: formField(body, `${at}.value`),
  });
  const mode = (name: string): 'all' | 'any' => (formField(body, name) === 'any' ? 'any' : 'all');
  const items = Array.from({ length: count(body, 'items') }, (_, i): DraftRow | DraftGroup =>
    body[`i${i}.rows`] === undefined
      ? row(`i${i}`)
      : { mode: mode(`i${i}.mode`), rows: Array.from({ length: count(body, `i${i}.rows`) }, (__, j) => row(`i${i}.${j}`)) },
  );
  return { mode: mode('mode'), items };
}

function changed(draft: ConditionDraft, asked: string): ConditionDraft {
  const { items } = draft;
  if (asked === 'add-row') return { ...draft, items: [...items, emptyRow] };
  if (asked === 'add-group')
    return { ...draft, items: [...items, { mode: draft.mode === 'all' ? 'any' : 'all', rows: [emptyRow, emptyRow] }] };
  const [, to] = /^add-row:(\d+)$/.exec(asked) ?? [];
  if (to !== undefined)
    return {
      ...draft,
      items: items.map((item, i) => (i === Number(to) && isGroup(item) ? { ...item, rows: [...item.rows, emptyRow] } : item)),
    };
  const [, at, inner] = /^remove:i(\d+)(?:\.(\d+))?$/.exec(asked) ?? [];
  if (at === undefined) return draft;
  return {
    ...draft,
    items: items.flatMap((item, i) => {
      if (i !== Number(at)) return [item];
      if (inner === undefined || !isGroup(item)) return [];
      const rows = item.rows.filter((_, j) => j !== Number(inner));
      return rows.length === 0 ? [] : [{ ...item, rows }];
    }),
  };
}

function readValue(body: FormBody): ValueDraft {
  const terms = Array.from({ length: count(body, 'terms') }, (_, i): DraftTerm => ({
    amount: formField(body, `t${i}.amount`),
    times: formField(body, `t${i}.times`),
  }));
  return { unit: formField(body, 'unit') === 'money' ? 'money' : 'number', terms, places: formField(body, 'places').trim() };
}

function changedValue(draft: ValueDraft, asked: string): ValueDraft {
  if (asked === 'add-term') return { ...draft, terms: [...draft.terms, emptyTerm] };
  const [, at] = /^remove:t(\d+)$/.exec(asked) ?? [];
  return at === undefined ? draft : { ...draft, terms: draft.terms.filter((_, i) => i !== Number(at)) };
}

export const conditionRoutes = [show, save, saveExpert];
