import type { CompiledForm } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import type { PaperOptions } from './options.ts';

/**
 * A form as a tagged PDF to be filled in on screen or by hand (PDF 1.7, PDF/UA-1): the same questions as online, instructions in place of logic. Fields are
 * named as the inputs of the web form, so that {@link readPaperForm} can take what comes back. The same form and options give the same bytes.
 *
 * The PDF library, its typefaces and the code generator come with the first sheet: a process that prints none never loads them.
 */
export async function renderPaperForm(form: CompiledForm, locale: Locale, options: PaperOptions): Promise<Uint8Array> {
  const { drawPaperForm } = await import('./render.ts');
  return drawPaperForm(form, locale, options);
}
