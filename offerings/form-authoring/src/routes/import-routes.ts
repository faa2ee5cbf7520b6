import { formField, page, redirect, route, type Context } from '@amt/module';
import { importXdf } from '@amt/form-standards';
import { importForm } from '../copies/begin-form.ts';
import { messages } from '../messages.ts';
import { readAuthorForm } from '../model/read-author-form.ts';
import { openCount } from '../model/open-points.ts';
import { fileFaultText } from '../findings/file-fault-text.ts';
import { importPage, type FileFault } from '../pages/import-page.ts';
import type { HasHref } from './editor-view.ts';
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
    const json = isXml(bytes) ? await fromXdf(ctx, bytes, unitId) : { value: parsed(bytes), faults: [] };
    if (json.faults.length > 0) return again(m.noForm({ count: json.faults.length }), json.faults);
    if (json.value === undefined) return again(m.noJson());
    const read = readAuthorForm(json.value);
    if (!read.ok) return again(m.noForm({ count: read.faults.length }), read.faults);
    const formId = await importForm(ctx, { form: read.form, unitId });
    const open = openCount(read.form);
    await request.session.flash(open === 0 ? m.done() : m.doneWithPoints({ count: open }));
    return redirect(request.href(open === 0 ? 'form-authoring.form' : 'form-authoring.points', { formId }));
  },
});

/** XML begins with `<`, after a byte order mark and blanks. */
function isXml(bytes: Uint8Array): boolean {
  const blanks = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);
  return bytes.find((byte) => !blanks.has(byte)) === 0x3c;
}

/** A data schema of the state's catalogue (XDatenfelder 2.0, 3.0): what it leaves open comes along as remarks for the author. */
async function fromXdf(
  { locale }: Context,
  bytes: Uint8Array,
  ownerUnit: string,
): Promise<{ value: unknown; faults: readonly FileFault[] }> {
  const result = await importXdf(bytes, { ownerUnit });
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
