import { offeredFormsOf } from '@amt/forms';
import { pick } from '@amt/i18n';
import { unitById } from '@amt/identity';
import { formField, notFound, page, redirect, route, type Context } from '@amt/module';
import { beginForm, editOffered } from '../copies/begin-form.ts';
import { releaseLock, takeLock, isLockedFor } from '../copies/edit-lock.ts';
import { workingCopiesOf } from '../copies/working-copy-store.ts';
import { messages } from '../messages.ts';
import { formListPage, type ListedForm } from '../pages/form-list-page.ts';
import { newFormPage } from '../pages/new-form-page.ts';
import { openVersionsOf } from '../versions/version-store.ts';
import { authorUnits, formParams, formPath } from './opened-copy.ts';

/** The units the person works in, by name. */
export async function ownUnits(ctx: Context): Promise<{ id: string; name: string }[]> {
  const found = await Promise.all(authorUnits(ctx).map((id) => unitById(ctx.db, id)));
  return found.flatMap((unit) => (unit ? [{ id: unit.id, name: pick(unit.name, ctx.locale) }] : []));
}

const list = route({
  name: 'form-authoring.forms',
  method: 'GET',
  path: { de: '/mitarbeit/formulare', en: '/staff/forms' },
  access: 'form-authoring.edit',
  async handle(ctx, request) {
    const unitIds = authorUnits(ctx);
    const [copies, offered, open, units] = await Promise.all([
      workingCopiesOf(ctx.db, unitIds),
      offeredFormsOf(ctx.db, unitIds),
      openVersionsOf(ctx.db, unitIds),
      ownUnits(ctx),
    ]);
    const unitName = (id: string): string => units.find((unit) => unit.id === id)?.name ?? id;
    const inWork = copies.map((copy): ListedForm => ({
      formId: copy.formId,
      title: copy.title.de,
      unit: unitName(copy.unitId),
      version: offered.find(({ formId }) => formId === copy.formId)?.version,
      copy: {
        changedAt: copy.changedAt,
        by: copy.changedByName,
        faults: copy.faultCount,
        lockedBy: isLockedFor(ctx.actor, { ...copy, lockStaffId: null }, ctx.now) ? (copy.lockStaffName ?? undefined) : undefined,
      },
    }));
    const rest = offered
      .filter(({ formId }) => !copies.some((copy) => copy.formId === formId))
      .map(({ formId, title, version, ownerUnit }): ListedForm => ({
        formId,
        title: pick(title, ctx.locale),
        unit: unitName(ownerUnit),
        version,
        copy: undefined,
      }));
    return page(
      formListPage({
        forms: [...inWork, ...rest],
        waiting: open.map((version) => ({
          id: version.id,
          title: version.definition.title.de,
          number: version.number,
          author: version.authorName,
          submittedAt: version.submittedAt,
          scheduledFor: version.scheduledFor,
          href: request.href('form-authoring.version', { formId: version.formId, versionId: version.id }),
        })),
        locale: ctx.locale,
        newHref: request.href('form-authoring.new'),
        importHref: request.href('form-authoring.import'),
        formHref: (formId) => request.href('form-authoring.form', { formId }),
        editHref: (formId) => request.href('form-authoring.edit-offered', { formId }),
      }),
    );
  },
});

/** The address people say on the telephone. */
const short = route({
  name: 'form-authoring.short',
  method: 'GET',
  path: '/staff/forms',
  access: 'public',
  handle: (_ctx, request) => redirect(request.href('form-authoring.forms', {}, {}, 'de'), 302),
});

const showNew = route({
  name: 'form-authoring.new',
  method: 'GET',
  path: { de: '/mitarbeit/formulare/neu', en: '/staff/forms/new' },
  access: 'form-authoring.edit',
  handle: async (ctx, request) =>
    page(
      newFormPage({
        draft: { title: '', unitId: authorUnits(ctx)[0] ?? '', languages: ['en'] },
        units: await ownUnits(ctx),
        errors: [],
        action: request.href('form-authoring.begin'),
        listHref: request.href('form-authoring.forms'),
        locale: ctx.locale,
      }),
    ),
});

const begin = route({
  name: 'form-authoring.begin',
  method: 'POST',
  path: { de: '/mitarbeit/formulare/neu', en: '/staff/forms/new' },
  access: 'form-authoring.edit',
  async handle(ctx, request) {
    const { body } = request;
    const draft = {
      title: formField(body, 'title'),
      unitId: formField(body, 'unitId') || (authorUnits(ctx)[0] ?? ''),
      languages: [body['languages'] ?? []].flat(),
    };
    const begun = await beginForm(ctx, draft);
    if (begun.ok) return redirect(request.href('form-authoring.form', { formId: begun.value }));
    return page(
      newFormPage({
        draft,
        units: await ownUnits(ctx),
        errors: [{ field: 'title', message: messages[ctx.locale].problems.noTitle() }],
        action: request.href('form-authoring.begin'),
        listHref: request.href('form-authoring.forms'),
        locale: ctx.locale,
      }),
      { status: 422 },
    );
  },
});

const edit = route({
  name: 'form-authoring.edit-offered',
  method: 'POST',
  path: formPath('bearbeiten', 'edit'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const begun = await editOffered(ctx, { formId });
    return begun.ok ? redirect(request.href('form-authoring.form', { formId })) : notFound();
  },
});

const lock = (name: 'take-lock' | 'release-lock', de: string, en: string, run: typeof takeLock) =>
  route({
    name: `form-authoring.${name}`,
    method: 'POST',
    path: formPath(de, en),
    access: 'form-authoring.edit',
    params: formParams,
    async handle(ctx, request) {
      const { formId } = request.params;
      const changed = await run(ctx, { formId });
      if (!changed.ok) return notFound();
      return redirect(name === 'take-lock' ? request.href('form-authoring.form', { formId }) : request.href('form-authoring.forms'));
    },
  });

export const listRoutes = [
  list,
  short,
  showNew,
  begin,
  edit,
  lock('take-lock', 'sperre-uebernehmen', 'take-lock', takeLock),
  lock('release-lock', 'sperre-freigeben', 'release-lock', releaseLock),
];
