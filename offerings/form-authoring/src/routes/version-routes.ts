import { officeTimeZone } from '@amt/i18n';
import { formByHash, offeredForm, publishedVersions } from '@amt/forms';
import type { Html } from '@amt/html';
import { fileAnswer, formField, notFound, page, redirect, route, type Answer, type Context, type FormBody, may } from '@amt/module';
import type { FieldError } from '@amt/ui';
import Type from 'typebox';
import { discardCopy } from '../copies/discard-copy.ts';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { placeFindings } from '../findings/place-findings.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { languageName } from '../model/languages.ts';
import { messages } from '../messages.ts';
import { diffView } from '../pages/diff-view.ts';
import { settledPoints } from '../pages/points-page.ts';
import { versionPage, versionsPage } from '../pages/versions-page.ts';
import { approveVersion, returnVersion, withdrawVersion } from '../versions/decide-version.ts';
import { diffForms } from '../versions/diff-forms.ts';
import { nextNumber } from '../versions/next-number.ts';
import { readyToPublish } from '../versions/ready-to-publish.ts';
import { restoreVersion } from '../versions/restore-version.ts';
import { submitVersion } from '../versions/submit-version.ts';
import { openVersion, versionById, versionsOf, type Version } from '../versions/version-store.ts';
import { placeLinks, type HasHref } from './editor-view.ts';
import { frameOf } from './frame-of.ts';
import { listedPoints } from './point-view.ts';
import { formParams, formPath, notChanged, openedCopy, seenRevision } from './opened-copy.ts';

const versionParams = Type.Object({ ...formParams.properties, versionId: Type.String({ format: 'uuid' }) });
const Compared = Type.Object({ with: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })) });

/** A published definition, as the builder looks at it. */
const asAuthored = (definition: unknown): AuthorForm => definition as AuthorForm;

function differences(ctx: Context, before: AuthorForm | undefined, after: AuthorForm): Html {
  const empty: AuthorForm = { ...after, pages: [], rules: [], computed: [], steps: [], outputs: [], remarks: [], fee: { lines: [] } };
  const old = before ?? empty;
  return diffView({ differences: diffForms(old, after), before: old, after, locale: ctx.locale });
}

const list = route({
  name: 'form-authoring.versions',
  method: 'GET',
  path: formPath('versionen', 'versions'),
  access: 'form-authoring.edit',
  params: formParams,
  query: Compared,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    return copy ? drawVersions(ctx, request, copy, request.query.with) : notFound();
  },
});

async function drawVersions(ctx: Context, request: HasHref, copy: WorkingCopy, comparedWith: string | undefined): Promise<Answer> {
  const { formId, definition } = copy;
  const { href } = request;
  const params = { formId };
  const [offered, published, history, open] = await Promise.all([
    offeredForm(ctx.db, formId),
    publishedVersions(ctx.db, formId),
    versionsOf(ctx.db, formId),
    openVersion(ctx.db, formId),
  ]);
  const compared = published.some(({ hash }) => hash === comparedWith) ? await formByHash(ctx.db, comparedWith ?? '') : offered;
  const before = offered && asAuthored(offered.definition);
  const ready = readyToPublish(definition, before, ctx.locale);
  const missing: ReadonlyMap<string, number> = ready.ok ? new Map() : ready.missing;
  const m = messages[ctx.locale];
  const untranslated = [...missing].map(([language, count]) => ({
    severity: 'fault' as const,
    pointer: '/languages',
    message: m.findings.missingTexts({ count, language: languageName(language, ctx.locale) }),
    place: m.frame.tabs.texts(),
    href: href('form-authoring.texts', params, { language }),
  }));
  const own = (hash: string): Version | undefined => history.find((version) => version.hash === hash && version.state === 'published');
  return page(
    versionsPage(await frameOf(ctx, request, copy), {
      open: open && { ...open, href: href('form-authoring.version', { formId, versionId: open.id }) },
      obstacles: [...placeFindings(definition, ready.ok ? [] : ready.findings, placeLinks(href, formId), ctx.locale), ...untranslated],
      warnings: placeFindings(definition, ready.ok ? ready.warnings : [], placeLinks(href, formId), ctx.locale),
      unchanged: before !== undefined && diffForms(before, definition).length === 0,
      nextNumber: nextNumber(before, definition),
      changes: differences(ctx, compared && asAuthored(compared.definition), definition),
      published: published.map((row) => ({
        ...row,
        author: own(row.hash)?.authorName,
        approver: own(row.hash)?.approverName ?? undefined,
        diffHref: href('form-authoring.versions', params, { with: row.hash }),
        restoreAction: href('form-authoring.restore', params),
      })),
      history,
      submitAction: href('form-authoring.submit', params),
      exportHref: href('form-authoring.export', params),
      discardAction: href('form-authoring.discard', params),
    }),
  );
}

const submit = route({
  name: 'form-authoring.submit',
  method: 'POST',
  path: formPath('einreichen', 'submit'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const { body, href } = request;
    const submitted = await submitVersion(ctx, { formId, revision: seenRevision(body), note: formField(body, 'note') });
    const back = href('form-authoring.versions', { formId });
    const m = messages[ctx.locale].versions;
    if (submitted.ok) {
      await request.session.flash(m.submitted());
      return redirect(back);
    }
    const told = await notChanged(ctx, request, submitted.code, formId, back);
    if (told) return told;
    return submitted.code === 'faulty' ? drawVersions(ctx, request, copy, undefined) : redirect(back);
  },
});

const restore = route({
  name: 'form-authoring.restore',
  method: 'POST',
  path: formPath('wiederherstellen', 'restore'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const { body, href } = request;
    const hash = formField(body, 'hash');
    const known = await publishedVersions(ctx.db, formId);
    if (!(await openedCopy(ctx, formId))) return notFound();
    if (!known.some((version) => version.hash === hash)) return redirect(href('form-authoring.versions', { formId }));
    const restored = await restoreVersion(ctx, { formId, hash, revision: seenRevision(body) });
    const back = href('form-authoring.versions', { formId });
    if (!restored.ok) return (await notChanged(ctx, request, restored.code, formId, back)) ?? notFound();
    await request.session.flash(messages[ctx.locale].versions.restored());
    return redirect(href('form-authoring.form', { formId }));
  },
});

const exportFile = route({
  name: 'form-authoring.export',
  method: 'GET',
  path: formPath('datei', 'file'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const copy = await openedCopy(ctx, request.params.formId);
    if (!copy) return notFound();
    const body = `${JSON.stringify(copy.definition, null, 2)}\n`;
    return fileAnswer({ body, mediaType: 'application/json', fileName: `${copy.formId}.json` });
  },
});

const discard = route({
  name: 'form-authoring.discard',
  method: 'POST',
  path: formPath('verwerfen', 'discard'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    if (!(await openedCopy(ctx, formId))) return notFound();
    const back = request.href('form-authoring.versions', { formId });
    const discarded = await discardCopy(ctx, { formId });
    const m = messages[ctx.locale];
    if (discarded.ok) {
      await request.session.flash(m.versions.discarded());
      return redirect(request.href('form-authoring.forms'));
    }
    if (discarded.code === 'version-open') await request.session.flash(m.problems.versionOpen(), 'warning');
    else return (await notChanged(ctx, request, discarded.code, formId, back)) ?? notFound();
    return redirect(back);
  },
});

/** The version, if it is of a form of the person's units; forms of others are not told from forms that do not exist. */
async function openedVersion(
  ctx: Context,
  { formId, versionId }: { formId: string; versionId: string },
): Promise<{ copy: WorkingCopy; version: Version } | undefined> {
  const [copy, version] = await Promise.all([openedCopy(ctx, formId), versionById(ctx.db, versionId)]);
  return copy && version?.formId === formId && may(ctx.actor, 'form-authoring.edit', version.unitId) ? { copy, version } : undefined;
}

const one = route({
  name: 'form-authoring.version',
  method: 'GET',
  path: formPath('versionen/:versionId', 'versions/:versionId'),
  access: 'form-authoring.edit',
  params: versionParams,
  async handle(ctx, request) {
    const opened = await openedVersion(ctx, request.params);
    return opened ? drawVersion(ctx, request, opened, {}, []) : notFound();
  },
});

async function drawVersion(
  ctx: Context,
  request: HasHref,
  { copy, version }: { copy: WorkingCopy; version: Version },
  body: FormBody,
  errors: readonly FieldError[],
): Promise<Answer> {
  const params = { formId: copy.formId, versionId: version.id };
  const { href } = request;
  const offered = await offeredForm(ctx.db, copy.formId);
  const points = listedPoints(ctx, asAuthored(version.definition));
  return page(
    versionPage(await frameOf(ctx, request, copy), {
      version,
      changes: differences(ctx, offered && asAuthored(offered.definition), asAuthored(version.definition)),
      points: points.length === 0 ? undefined : settledPoints(points, ctx.locale),
      mayApprove: may(ctx.actor, 'form-authoring.publish', version.unitId),
      own: version.authorId === ctx.actor.id,
      typed: { note: formField(body, 'note'), day: formField(body, 'day'), time: formField(body, 'time') },
      errors,
      approveAction: href('form-authoring.approve', params),
      returnAction: href('form-authoring.return', params),
      withdrawAction: href('form-authoring.withdraw', params),
      listHref: href('form-authoring.versions', { formId: copy.formId }),
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

const approve = route({
  name: 'form-authoring.approve',
  method: 'POST',
  path: formPath('versionen/:versionId/freigeben', 'versions/:versionId/approve'),
  access: 'form-authoring.publish',
  params: versionParams,
  async handle(ctx, request) {
    const opened = await openedVersion(ctx, request.params);
    if (!opened) return notFound();
    const { body } = request;
    const m = messages[ctx.locale];
    const again = (field: string, message: string): Promise<Answer> => drawVersion(ctx, request, opened, body, [{ field, message }]);
    const at = timeIn(body);
    if (at === 'wrong') return again('day', m.problems.day());
    const approved = await approveVersion(ctx, { versionId: opened.version.id, note: formField(body, 'note'), at });
    if (approved.ok) {
      await request.session.flash(at ? m.versions.willBePublished() : m.versions.isPublished());
      return redirect(request.href('form-authoring.versions', { formId: opened.copy.formId }));
    }
    switch (approved.code) {
      case 'not-found':
        return notFound();
      case 'too-early':
        return again('day', m.problems.tooEarly());
      case 'own-version':
        return again('note', m.versions.own());
      case 'version-taken':
        return again('note', m.problems.versionTaken());
      case 'not-open':
        await request.session.flash(m.problems.notOpen(), 'warning');
        return redirect(request.href('form-authoring.version', request.params));
    }
  },
});

/** Day and time at the office; `undefined` for "at once". */
function timeIn(body: FormBody): Temporal.Instant | 'wrong' | undefined {
  const day = formField(body, 'day').trim();
  if (day === '') return undefined;
  const [, d, m, y] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(day) ?? [];
  const date = y === undefined ? day : `${y}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}`;
  const typed = formField(body, 'time').trim() || '0:00';
  const [, hour = '99', minute = '00'] = /^(\d{1,2})[:.](\d{2})$/.exec(typed) ?? [];
  try {
    return Temporal.PlainDateTime.from(`${date}T${hour.padStart(2, '0')}:${minute}`)
      .toZonedDateTime(officeTimeZone)
      .toInstant();
  } catch {
    return 'wrong';
  }
}

const sendBack = route({
  name: 'form-authoring.return',
  method: 'POST',
  path: formPath('versionen/:versionId/zurueckgeben', 'versions/:versionId/return'),
  access: 'form-authoring.publish',
  params: versionParams,
  async handle(ctx, request) {
    const opened = await openedVersion(ctx, request.params);
    if (!opened) return notFound();
    const returned = await returnVersion(ctx, { versionId: opened.version.id, note: formField(request.body, 'note') });
    const m = messages[ctx.locale];
    if (!returned.ok && returned.code === 'no-reason')
      return drawVersion(ctx, request, opened, request.body, [{ field: 'note', message: m.problems.noReason() }]);
    await request.session.flash(returned.ok ? m.versions.isReturned() : m.problems.notOpen(), returned.ok ? 'success' : 'warning');
    return redirect(request.href('form-authoring.version', request.params));
  },
});

const withdraw = route({
  name: 'form-authoring.withdraw',
  method: 'POST',
  path: formPath('versionen/:versionId/zurueckziehen', 'versions/:versionId/withdraw'),
  access: 'form-authoring.edit',
  params: versionParams,
  async handle(ctx, request) {
    const opened = await openedVersion(ctx, request.params);
    if (!opened) return notFound();
    const withdrawn = await withdrawVersion(ctx, { versionId: opened.version.id });
    if (!withdrawn.ok) await request.session.flash(messages[ctx.locale].problems.notOpen(), 'warning');
    return redirect(request.href('form-authoring.version', request.params));
  },
});

export const versionRoutes = [list, submit, restore, exportFile, discard, one, approve, sendBack, withdraw];
