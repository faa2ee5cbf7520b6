import type { CompiledForm, FormFields } from '@amt/forms';
import type { FormMark } from './form-mark.ts';

/** Why a file cannot be taken. */
export type PaperFault =
  | 'too-large'
  | 'not-a-pdf'
  | 'damaged'
  | 'encrypted'
  /** scripts, actions that start or send something */
  | 'active-content'
  /** a form of Adobe's XML Forms Architecture, which replaces the fields that are seen */
  | 'xfa'
  | 'embedded-files'
  /** no form of ours */
  | 'not-our-form'
  /** a form or version that is not known here */
  | 'unknown-version'
  /** says to be a known version, but its definition was another one */
  | 'changed-form'
  /** fields that the form does not have, or of another kind */
  | 'foreign-fields'
  /** printed to a file or flattened: there is nothing to read */
  | 'no-fields';

/** What stood in the fields of a returned paper form. */
export interface PaperValues extends FormMark {
  /** by name, as a browser would send them; empty fields and boxes that are not ticked are left out */
  readonly values: FormFields;
}

export type ReadPaper =
  | { readonly ok: true; readonly paper: PaperValues; readonly form: CompiledForm }
  | { readonly ok: false; readonly fault: PaperFault };

export interface ReadPaperOptions {
  /** the form of this id and version as it was published, or `undefined` */
  readonly formOf: (mark: FormMark) => CompiledForm | undefined | Promise<CompiledForm | undefined>;
  /** bytes; 10 MB by default */
  readonly maxBytes?: number;
}

const defaultMaxBytes = 10_000_000;

/**
 * Reads what somebody filled in on screen. The file comes from outside: it is refused unless it is one of our forms in a published version and holds
 * nothing but answers. What the answers are worth is another question ({@link paperAnswers}).
 */
export async function readPaperForm(pdf: Uint8Array, { formOf, maxBytes = defaultMaxBytes }: ReadPaperOptions): Promise<ReadPaper> {
  if (pdf.length > maxBytes) return { ok: false, fault: 'too-large' };
  const { readFields } = await import('./pdf-values.ts');
  const read = await readFields(pdf);
  if ('fault' in read) return { ok: false, fault: read.fault };
  const form = await formOf(read.mark);
  if (!form || form.definition.id !== read.mark.formId) return { ok: false, fault: 'unknown-version' };
  if (form.hash !== read.mark.hash || form.definition.version !== read.mark.version) return { ok: false, fault: 'changed-form' };
  const values = read.valuesOf(form);
  if ('fault' in values) return { ok: false, fault: values.fault };
  return { ok: true, form, paper: { ...read.mark, values: values.values } };
}
