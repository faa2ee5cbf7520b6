import type { CompiledForm } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import type { PaperOptions } from './options.ts';
import { paperFormAnswer } from './paper-form-answer.ts';

/** What `amt form export <form> --as pdf` writes; the command knows the unit and the day of publication. */
export const paperExporter = {
  as: 'pdf',
  description: { de: 'ausfüllbares Papierformular (PDF/UA)', en: 'fillable paper form (PDF/UA)' },
  async run(form: CompiledForm, locale: Locale, options: PaperOptions): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
    const { fileName, bytes } = await paperFormAnswer(form, locale, options);
    return { fileName, bytes };
  },
} as const;
