import { formField, page, redirect, route, type Context } from '@amt/module';
import { type Product, importForeignForm, productNames, recogniseForm } from '@amt/form-imports';
import { importXdf } from '@amt/form-standards';
import { importForm } from '../copies/begin-form.ts';
import { type Messages, messages } from '../messages.ts';
import { readAuthorForm } from '../model/read-author-form.ts';
import { openCount } from '../model/open-points.ts';
import { fileFaultText } from '../findings/file-fault-text.ts';
import { importPage, type FileFault } from '../pages/import-page.ts';
import type { HasHref } from './place-links.ts';
import { authorUnits } from './opened-copy.ts';
import { ownUnits } from './list-routes.ts';

const path = { de: '/mitarbeit/formulare/einlesen', en: '/staff/forms/import' };
/** A form of ten thousand fields with three languages is about four megabytes. */
const uploads = { maxBytes: 5_000_000, maxFiles: 1 };

async function draw(
  ctx: Context,
  { href }: HasHref,
  unitId: string,
  problem: { message: string; faults: readonly FileFault[] } | undefined,
) {
  return page(
    importPage({
      units: await ownUnits(ctx),
      unitId,
      errors: problem ? [{ field: 'file', message: problem.message }] : [],
      faults: problem?.faults ?? [],
      action: href('form-authoring.take-import'),
      listHref: href('form-authoring.forms'),
      locale: ctx.locale,
    }),
    { status: problem ? 422 : 200 },
  );
}

const show = route({
  name: 'form-authoring.import',
  method: 'GET',
  path,
  access: 'form-authoring.edit',
  handle: (ctx, request) => draw(ctx, request, authorUnits(ctx)[0] ?? '', undefined),
});

const take = route({
  name: 'form-authoring.take-import',
  method: 'POST',
  path,
  access: 'form-authoring.edit',
  uploads,
  async handle(ctx, request) {
    const unitId = formField(request.body, 'unitId') || (authorUnits(ctx)[0] ?? '');
    const m = messages[ctx.locale].import;
    const upload = request.uploads.find(({ field }) => field === 'file');
    const again = (message: string, faults: readonly FileFault[] = []) => draw(ctx, request, unitId, { message, faults });
    if (!upload) return again(request.refusedUploads.length > 0 ? m.tooLarge() : m.noFile());
    const bytes = await ctx.files.read(upload.sha256);
    const format = recogniseForm(bytes);
    const json = await formIn(ctx, bytes, format, unitId);
    if (json.faults.length > 0) return again(refusal(json.faults.length, format, m), json.faults);
    if (json.value === undefined) return again(m.noJson());
    const read = readAuthorForm(json.value);
    if (!read.ok) return again(m.noForm({ count: read.faults.length }), read.faults);
    const formId = await importForm(ctx, { form: read.form, unitId });
    const open = openCount(read.form);
    await request.session.flash(
      format !== undefined && format !== 'amt'
        ? m.doneFrom({ product: nameOf(format), open })
        : open === 0
          ? m.done()
          : m.doneWithPoints({ count: open }),
    );
    return redirect(request.href(open === 0 ? 'form-authoring.form' : 'form-authoring.points', { formId }));
  },
});

type Format = ReturnType<typeof recogniseForm>;

interface ReadFile {
  readonly value: unknown;
  readonly faults: readonly FileFault[];
}

const nameOf = (format: Product | 'xdatenfelder' | 'amt'): string =>
  format === 'xdatenfelder' ? 'XDatenfelder' : format === 'amt' ? 'Digitales Amt' : productNames[format];

function refusal(count: number, format: Format, m: Messages['import']): string {
  return format === undefined || format === 'amt' ? m.noForm({ count }) : m.noFormFrom({ product: nameOf(format), count });
}

async function formIn({ locale }: Context, bytes: Uint8Array, format: Format, ownerUnit: string): Promise<ReadFile> {
  if (format === undefined || format === 'amt') return { value: parsed(bytes), faults: [] };
  // what is not certain comes along as remarks for the author
  const result =
    format === 'xdatenfelder' ? await importXdf(bytes, { ownerUnit }) : await importForeignForm(bytes, { from: format, ownerUnit });
  if (result.ok) return { value: result.definition, faults: [] };
  return {
    value: undefined,
    faults: result.faults.map((fault) => ({
      path: fault.path ?? '',
      ...(fault.line === undefined ? {} : { line: fault.line }),
      message: fileFaultText(fault, locale),
    })),
  };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

export const importRoutes = [show, take];
