import { formByHash, offeredForm, publishedVersions } from '@amt/forms';
import { fileAnswer, formField, notFound, page, redirect, route, type Answer, type Context } from '@amt/module';
import Type from 'typebox';
import { discardCopy } from '../copies/discard-copy.ts';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { placeFindings } from '../findings/place-findings.ts';
import { missingTexts } from './open-findings.ts';
import { messages } from '../messages.ts';
import { versionsPage } from '../pages/versions-page.ts';
import { diffForms } from '../versions/diff-forms.ts';
import { nextNumber } from '../versions/next-number.ts';
import { readyToPublish } from '../versions/ready-to-publish.ts';
import { restoreVersion } from '../versions/restore-version.ts';
import { submitVersion } from '../versions/submit-version.ts';
import { openVersion, versionsOf, type Version } from '../versions/version-store.ts';
import { placeLinks, type HasHref } from './place-links.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, notChanged, openedCopy, seenRevision } from './opened-copy.ts';
import { asAuthored, differences } from './version-differences.ts';

const Compared = Type.Object({ with: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })) });

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
  const untranslated = missingTexts(ctx, request, formId, missing);
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

/** The versions of a form, and what is done with its working copy as a whole. */
export const versionRoutes = [list, submit, restore, exportFile, discard];
