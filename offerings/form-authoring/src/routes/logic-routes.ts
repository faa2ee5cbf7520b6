import { sentenceOf, statementOf, type Vocabulary } from '@amt/form-proofs';
import { done, formField, notFound, page, redirect, route, type Context, type FormBody } from '@amt/module';
import type { FieldError } from '@amt/ui';
import Type from 'typebox';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { type AuthorEntry, type AuthorText, entriesOf, without } from '../model/author-form.ts';
import { nodesOf } from '../model/author-tree.ts';
import {
  entryConditions,
  entryKinds,
  entrySettings,
  type EntryKind,
  logicLists,
  type LogicList,
  newEntry,
} from '../model/entry-settings.ts';
import { vocabularyOf } from '../model/vocabulary.ts';
import { messages } from '../messages.ts';
import { addEntry, changeEntry, moveEntry, removeEntry } from '../operations/entries.ts';
import { removeComputed } from '../operations/remove-node.ts';
import { entryPage, logicPage, type ListedEntry } from '../pages/logic-page.ts';
import { nodeName } from '../pages/tree-view.ts';
import { answerChange, changedTo } from './answer-change.ts';
import type { HasHref } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';

const entryParams = Type.Object({
  ...formParams.properties,
  list: Type.Enum([...logicLists]),
  entryId: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 60 }),
});

const show = route({
  name: 'form-authoring.logic',
  method: 'GET',
  path: formPath('ablauf', 'logic'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const { href } = request;
    const vocabulary = vocabularyOf(copy.definition);
    const entries = (list: LogicList): ListedEntry[] =>
      entriesOf(copy.definition, list).map((entry) => ({
        id: entry.id,
        name: entryName(ctx, list, entry),
        sentence: entrySentence(ctx, vocabulary, list, entry),
        href: href('form-authoring.entry', { formId, list, entryId: entry.id }),
      }));
    return page(
      logicPage(await frameOf(ctx, request, copy), {
        lists: {
          computed: entries('computed'),
          fee: entries('fee'),
          rules: entries('rules'),
          steps: entries('steps'),
          outputs: entries('outputs'),
        },
        addAction: href('form-authoring.add-entry', { formId }),
        moveAction: href('form-authoring.move-entry', { formId }),
        removeAction: href('form-authoring.remove-entry', { formId }),
      }),
    );
  },
});

function entryName({ locale }: Context, list: LogicList, entry: AuthorEntry): string {
  const words = (entry['label'] ?? entry['title'] ?? entry['message']) as AuthorText | undefined;
  const kind = entry['kind'];
  const m = messages[locale].logic;
  if (list === 'outputs')
    return (m.outputs as Readonly<Record<string, (() => string) | undefined>>)[String(kind).replace('-c', 'C')]?.() ?? String(kind);
  return words?.de || entry.id;
}

function entrySentence({ locale }: Context, vocabulary: Vocabulary, list: LogicList, entry: AuthorEntry): string {
  const m = messages[locale].logic;
  return entryConditions(list)
    .flatMap((slot) => {
      const expression = entry[slot];
      if (expression === undefined) return slot === 'when' ? [] : [m.nothing()];
      if (expression === '') return [m.nothing()];
      const say = slot === 'valid' ? statementOf : sentenceOf;
      return [m.slots[slot]({ sentence: say(expression, vocabulary, locale) })];
    })
    .join(' ');
}

const add = route({
  name: 'form-authoring.add-entry',
  method: 'POST',
  path: formPath('ablauf/hinzufuegen', 'logic/add'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    const list = listIn(request.body);
    if (!copy || !list) return notFound();
    const { href, body } = request;
    const back = href('form-authoring.logic', { formId });
    const kinds: readonly EntryKind[] = entryKinds[list];
    const kind = kinds.find((one) => one === formField(body, 'kind')) ?? kinds[0] ?? 'rule';
    const words = messages.de.logic.starters[kind === 'fit-connect' ? 'fitConnect' : kind]();
    const first = [...nodesOf(copy.definition)].find(({ isBranch }) => !isBranch)?.path;
    return answerChange(ctx, request, {
      change: (form) => done(addEntry(form, list, newEntry(list, kind, words, first))),
      next: ({ id }) => href('form-authoring.entry', { formId, list, entryId: id }),
      back,
    });
  },
});

function listIn(body: FormBody): LogicList | undefined {
  return logicLists.find((list) => list === formField(body, 'list'));
}

const move = route({
  name: 'form-authoring.move-entry',
  method: 'POST',
  path: formPath('ablauf/verschieben', 'logic/move'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const list = listIn(request.body);
    if (!list) return notFound();
    const back = request.href('form-authoring.logic', { formId });
    const by = formField(request.body, 'by') === 'down' ? 1 : -1;
    return answerChange(ctx, request, {
      change: (form) => changedTo(moveEntry(form, list, formField(request.body, 'id'), by)),
      next: () => `${back}#${list}`,
      back,
    });
  },
});

const remove = route({
  name: 'form-authoring.remove-entry',
  method: 'POST',
  path: formPath('ablauf/entfernen', 'logic/remove'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const list = listIn(request.body);
    if (!list) return notFound();
    const id = formField(request.body, 'id');
    const back = request.href('form-authoring.logic', { formId });
    return answerChange(ctx, request, {
      change: (form) => changedTo(list === 'computed' ? removeComputed(form, id, { withReferences: false }) : removeEntry(form, list, id)),
      next: () => `${back}#${list}`,
      back,
      refused: async (code) => {
        if (code !== 'referenced') return undefined;
        await request.session.flash(messages[ctx.locale].logic.referenced(), 'warning');
        return redirect(back);
      },
    });
  },
});

const one = route({
  name: 'form-authoring.entry',
  method: 'GET',
  path: formPath('ablauf/:list/:entryId', 'logic/:list/:entryId'),
  access: 'form-authoring.edit',
  params: entryParams,
  async handle(ctx, request) {
    const { formId, list, entryId } = request.params;
    const copy = await openedCopy(ctx, formId);
    const entry = copy && entriesOf(copy.definition, list).find(({ id }) => id === entryId);
    return copy && entry ? drawEntry(ctx, request, copy, list, entry, []) : notFound();
  },
});

async function drawEntry(
  ctx: Context,
  request: HasHref,
  copy: WorkingCopy,
  list: LogicList,
  entry: AuthorEntry,
  errors: readonly FieldError[],
  entryId: string = entry.id,
) {
  const { formId, definition } = copy;
  const { href } = request;
  const m = messages[ctx.locale].logic;
  return page(
    entryPage(await frameOf(ctx, request, copy), {
      list,
      entry,
      places: [...nodesOf(definition)]
        .filter(({ isBranch, node }) => !isBranch && node.kind !== 'label')
        .map(({ node, path }) => ({ value: path, label: nodeName(node, ctx.locale) })),
      conditions: entryConditions(list).map((slot) => ({
        label: m.slotNames[slot](),
        sentence:
          entry[slot] === undefined || entry[slot] === ''
            ? slot === 'when'
              ? m.always()
              : m.nothing()
            : sentenceOf(entry[slot], vocabularyOf(definition), ctx.locale),
        href: href('form-authoring.condition', { formId }, { owner: list, id: entryId, slot }),
      })),
      errors,
      action: href('form-authoring.save-entry', { formId, list, entryId }),
      backHref: href('form-authoring.logic', { formId }),
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

const save = route({
  name: 'form-authoring.save-entry',
  method: 'POST',
  path: formPath('ablauf/:list/:entryId', 'logic/:list/:entryId'),
  access: 'form-authoring.edit',
  params: entryParams,
  async handle(ctx, request) {
    const { formId, list, entryId } = request.params;
    const copy = await openedCopy(ctx, formId);
    const before = copy && entriesOf(copy.definition, list).find(({ id }) => id === entryId);
    if (!copy || !before) return notFound();
    const { body, href } = request;
    const { entry, errors } = readEntry(ctx, list, before, body);
    const again = (found: readonly FieldError[]) => drawEntry(ctx, request, copy, list, entry, found, entryId);
    if (errors.length > 0) return again(errors);
    return answerChange(ctx, request, {
      change: (form) => changedTo(changeEntry(form, list, entryId, entry)),
      next: () => `${href('form-authoring.logic', { formId })}#${list}`,
      back: href('form-authoring.entry', request.params),
      refused: (code) => (code === 'taken' ? again([{ field: 'id', message: messages[ctx.locale].problems.taken() }]) : undefined),
    });
  },
});

function readEntry(
  { locale }: Context,
  list: LogicList,
  before: AuthorEntry,
  body: FormBody,
): { entry: AuthorEntry; errors: FieldError[] } {
  const errors: FieldError[] = [];
  let entry = before;
  for (const setting of entrySettings(list, before['kind'])) {
    const typed = formField(body, setting.name).replace(/\r\n?/g, '\n').trim();
    if (setting.type === 'words')
      entry =
        typed === '' && !setting.needed
          ? without(entry, setting.name)
          : { ...entry, [setting.name]: { ...(before[setting.name] as AuthorText | undefined), de: typed } };
    else if (setting.type === 'yes') entry = typed === '' ? without(entry, setting.name) : { ...entry, [setting.name]: true };
    else if (setting.type === 'one-of') {
      const chosen = setting.values.find((one) => one === typed);
      entry = chosen === undefined || chosen === setting.values[0] ? without(entry, setting.name) : { ...entry, [setting.name]: chosen };
    } else entry = { ...entry, [setting.name]: typed };
  }
  const id = formField(body, 'id').trim();
  if (!/^[A-Za-z][A-Za-z0-9]{0,59}$/.test(id)) errors.push({ field: 'id', message: messages[locale].problems.id() });
  return { entry: { ...entry, id: errors.length > 0 ? before.id : id }, errors };
}

export const logicRoutes = [show, add, move, remove, one, save];
