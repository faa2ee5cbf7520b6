import { createHash } from 'node:crypto';
import type { CompiledForm } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import type { PaperOptions } from './options.ts';
import { renderPaperForm } from './render-paper-form.ts';

/** A paper form as it is handed out. */
export interface PaperFormAnswer {
  readonly bytes: Uint8Array;
  readonly mediaType: 'application/pdf';
  /** `bewohnerparkausweis-1.0.0-de.pdf` */
  readonly fileName: string;
  /** strong entity tag, in quotes (RFC 9110, 8.8.3): the same bytes have the same tag in every process */
  readonly etag: string;
}

/** Sheets of this many forms and languages are kept; each has some hundred kilobytes. */
const most = 24;
const kept = new Map<string, { readonly sentence: PaperOptions['sentence']; readonly answer: Promise<PaperFormAnswer> }>();

/** The paper form for a download: drawn once, then the same bytes again. */
export function paperFormAnswer(form: CompiledForm, locale: Locale, options: PaperOptions): Promise<PaperFormAnswer> {
  const { sentence, createdAt, ...printed } = options;
  const key = JSON.stringify([form.hash, locale, createdAt.toString(), printed]);
  const found = kept.get(key);
  kept.delete(key);
  const entry = found && found.sentence === sentence ? found : { sentence, answer: drawn(form, locale, options) };
  kept.set(key, entry);
  // What failed is tried again the next time.
  entry.answer.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return entry.answer;
}

async function drawn(form: CompiledForm, locale: Locale, options: PaperOptions): Promise<PaperFormAnswer> {
  const bytes = await renderPaperForm(form, locale, options);
  const { id, version } = form.definition;
  return {
    bytes,
    mediaType: 'application/pdf',
    fileName: `${id}-${version}-${locale}.pdf`,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
  };
}
