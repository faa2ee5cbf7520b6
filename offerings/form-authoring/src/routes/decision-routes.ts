import { officeTimeZone } from '@amt/i18n';
import { offeredForm } from '@amt/forms';
import { formField, notFound, page, redirect, route, type Answer, type Context, type FormBody, may } from '@amt/module';
import type { FieldError } from '@amt/ui';
import Type from 'typebox';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { messages } from '../messages.ts';
import { settledPoints } from '../pages/points-page.ts';
import { versionPage } from '../pages/versions-page.ts';
import { approveVersion, returnVersion, withdrawVersion } from '../versions/decide-version.ts';
import { versionById, type Version } from '../versions/version-store.ts';
import type { HasHref } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { listedPoints } from './point-view.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';
import { asAuthored, differences } from './version-differences.ts';

const versionParams = Type.Object({ ...formParams.properties, versionId: Type.String({ format: 'uuid' }) });

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

/** One version waiting for its release: what the second person reads and decides. */
export const decisionRoutes = [one, approve, sendBack, withdraw];
