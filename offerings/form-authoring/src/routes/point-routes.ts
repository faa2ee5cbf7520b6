import { importGenericode } from '@amt/form-standards';
import { done, formField, notFound, route, type Answer, type Context, type FormBody } from '@amt/module';
import type { FieldError } from '@amt/ui';
import Type from 'typebox';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { fileFaultText } from '../findings/file-fault-text.ts';
import type { AuthorOption } from '../model/author-form.ts';
import { optionsOf } from '../model/option-lines.ts';
import { type OpenPoint, pointsOf, withPoint } from '../model/open-points.ts';
import { messages } from '../messages.ts';
import { beginRule, ruleWays } from '../operations/begin-rule.ts';
import { entriesOfList, fillList } from '../operations/fill-list.ts';
import { factTopic, type FactTopic } from '../operations/settle-facts.ts';
import { spreadLegalBasis } from '../operations/spread-legal-basis.ts';
import { fieldsOf } from '../pages/point-page.ts';
import { answerChange } from './answer-change.ts';
import { draftOf, readDraft, typedIn } from './settings-routes.ts';
import { formParams, formPath, openedCopy, type Sent } from './opened-copy.ts';
import { drawPoint, drawPoints, versionlessUri } from './point-view.ts';

const pointParams = Type.Object({ ...formParams.properties, pointId: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 60 }) });
type PointParams = Type.Static<typeof pointParams>;
/** A code list of twenty thousand entries is about four megabytes. */
const uploads = { maxBytes: 5_000_000, maxFiles: 1 };

const list = route({
  name: 'form-authoring.points',
  method: 'GET',
  path: formPath('klaeren', 'open-points'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    return copy ? drawPoints(ctx, request, copy) : notFound();
  },
});

async function opened(ctx: Context, { formId, pointId }: PointParams): Promise<{ copy: WorkingCopy; point: OpenPoint } | undefined> {
  const copy = await openedCopy(ctx, formId);
  const point = copy && pointsOf(copy.definition).find(({ id }) => id === pointId);
  return copy && point && { copy, point };
}

const one = route({
  name: 'form-authoring.point',
  method: 'GET',
  path: formPath('klaeren/:pointId', 'open-points/:pointId'),
  access: 'form-authoring.edit',
  params: pointParams,
  async handle(ctx, request) {
    const found = await opened(ctx, request.params);
    return found ? drawPoint(ctx, request, found.copy, found.point, {}) : notFound();
  },
});

const settle = route({
  name: 'form-authoring.settle-point',
  method: 'POST',
  path: formPath('klaeren/:pointId', 'open-points/:pointId'),
  access: 'form-authoring.edit',
  params: pointParams,
  async handle(ctx, request) {
    const found = await opened(ctx, request.params);
    if (!found) return notFound();
    const { copy, point } = found;
    const { body } = request;
    const { formId } = copy;
    const asked = formField(body, '_do');
    const topic = factTopic(point);
    if (asked === 'fact') return topic ? decideFact(ctx, request, copy, point, topic) : notFound();
    const reason = formField(body, 'reason').replace(/\r\n?/g, '\n').trim().slice(0, 1000);
    const m = messages[ctx.locale].points;
    if (asked === 'not-needed' && reason === '')
      return drawPoint(ctx, request, copy, point, { errors: [{ field: 'reason', message: m.problems.reason() }] });
    const settled = asked === 'not-needed' ? ({ how: asked, reason } as const) : asked === 'done' ? ({ how: asked } as const) : undefined;
    const back = request.href('form-authoring.points', { formId });
    return answerChange(ctx, request, {
      change: (form) => done({ form: withPoint(form, point.id, settled) }),
      next: () => (settled ? back : request.href('form-authoring.point', { formId, pointId: point.id })),
      said: settled ? m.isSettled() : m.isOpen(),
      back,
    });
  },
});

async function decideFact(ctx: Context, request: Sent, copy: WorkingCopy, point: OpenPoint, topic: FactTopic): Promise<Answer> {
  const { formId } = copy;
  const { body } = request;
  const own = new Set<string>(fieldsOf[topic]);
  const typed = Object.entries(typedIn(body)).filter(([field]) => own.has(field));
  const draft = { ...draftOf(copy.definition), ...Object.fromEntries(typed) };
  const read = readDraft(ctx, copy.definition, draft);
  const m = messages[ctx.locale].points;
  const errors: FieldError[] = 'errors' in read ? read.errors.filter(({ field }) => own.has(field)) : [];
  if (topic === 'legalBasis' && draft.legalBasis.trim() === '') errors.push({ field: 'legalBasis', message: m.problems.legalBasis() });
  if (topic === 'serviceKeys' && draft.serviceKeys.trim() === '') errors.push({ field: 'serviceKeys', message: m.problems.serviceKeys() });
  const back = request.href('form-authoring.points', { formId });
  if (errors.length > 0 || 'errors' in read) return drawPoint(ctx, request, copy, point, { draft, errors });
  const spread = topic === 'legalBasis' && formField(body, 'spread') !== '';
  return answerChange(ctx, request, {
    change: (form) => {
      const changed = withPoint(read.change(form), point.id, { how: 'done' });
      return done({ form: spread ? spreadLegalBasis(changed) : changed });
    },
    next: () => back,
    said: m.isSettled(),
    back,
  });
}

const build = route({
  name: 'form-authoring.build-rule',
  method: 'POST',
  path: formPath('klaeren/:pointId/regel', 'open-points/:pointId/rule'),
  access: 'form-authoring.edit',
  params: pointParams,
  async handle(ctx, request) {
    const found = await opened(ctx, request.params);
    if (!found || found.point.about !== 'rule') return notFound();
    const { copy, point } = found;
    const { body, href } = request;
    const { formId } = copy;
    const typed = {
      way: ruleWays.find((way) => way === formField(body, 'way')) ?? 'valid',
      at: formField(body, 'at'),
      message: formField(body, 'message').replace(/\r\n?/g, '\n').trim().slice(0, 2000),
    };
    const m = messages[ctx.locale].points.problems;
    const again = (field: string, message: string): Promise<Answer> =>
      drawPoint(ctx, request, copy, point, { rule: typed, errors: [{ field, message }] });
    if (typed.message === '' && (typed.way === 'valid' || typed.way === 'value')) return again('message', m.message());
    return answerChange(ctx, request, {
      change: (form) => beginRule(form, typed),
      next: ({ slot }) => href('form-authoring.condition', { formId }, { ...slot, point: point.id }),
      back: href('form-authoring.point', request.params),
      refused: (code) => (code === 'no-place' ? again('at', typed.way === 'requiredWhen' ? m.question() : m.place()) : undefined),
    });
  },
});

const fill = route({
  name: 'form-authoring.fill-list',
  method: 'POST',
  path: formPath('klaeren/:pointId/liste', 'open-points/:pointId/list'),
  access: 'form-authoring.edit',
  params: pointParams,
  uploads,
  async handle(ctx, request) {
    const found = await opened(ctx, request.params);
    const uri = found?.point.source;
    if (!found || found.point.about !== 'list' || uri === undefined) return notFound();
    const { copy, point } = found;
    const { body } = request;
    const { formId } = copy;
    const lines = formField(body, 'lines').replace(/\r\n?/g, '\n');
    const byHand = formField(body, '_do') === 'lines';
    const read = byHand ? typedList(ctx, copy, uri, lines) : await uploadedList(ctx, request, uri);
    if ('problem' in read) return drawPoint(ctx, request, copy, point, { errors: [read.problem], ...(byHand ? { lines } : {}) });
    const back = request.href('form-authoring.points', { formId });
    return answerChange(ctx, request, {
      change: (form) => done({ form: fillList(form, uri, read) }),
      next: () => back,
      said: messages[ctx.locale].points.listFilled({ count: read.entries.length }),
      back,
    });
  },
});

type ReadList = { readonly source: string; readonly entries: readonly AuthorOption[] } | { readonly problem: FieldError };

function typedList({ locale }: Context, { definition }: WorkingCopy, uri: string, lines: string): ReadList {
  const entries = optionsOf(lines, entriesOfList(definition, uri));
  const m = messages[locale].points.problems;
  return entries.length === 0 ? { problem: { field: 'lines', message: m.lines() } } : { source: uri, entries };
}

/** A genericode file; of another version of the same list only when the author says so. */
async function uploadedList(
  ctx: Context,
  {
    uploads: files,
    refusedUploads,
    body,
  }: {
    readonly uploads: readonly { readonly field: string; readonly sha256: string }[];
    readonly refusedUploads: readonly unknown[];
    readonly body: FormBody;
  },
  uri: string,
): Promise<ReadList> {
  const m = messages[ctx.locale];
  const problem = (message: string, field = 'file'): ReadList => ({ problem: { field, message } });
  const upload = files.find(({ field }) => field === 'file');
  if (!upload) return problem(refusedUploads.length > 0 ? m.import.tooLarge() : m.import.noFile());
  const read = await importGenericode(await ctx.files.read(upload.sha256));
  if (!read.ok) {
    const [fault] = read.faults;
    const text = fault ? fileFaultText(fault, ctx.locale) : m.points.problems.noList();
    return problem(fault?.line === undefined ? text : `${text} (${m.import.line({ line: fault.line })})`);
  }
  const { source = '', entries } = read.list;
  if (source === uri) return { source, entries };
  if (versionlessUri(source) !== versionlessUri(uri)) return problem(m.points.problems.otherList({ found: source, wanted: uri }));
  if (formField(body, 'otherVersion') === '')
    return problem(m.points.problems.otherVersion({ found: source, wanted: uri }), 'otherVersion');
  return { source, entries };
}

export const pointRoutes = [list, one, settle, build, fill];
