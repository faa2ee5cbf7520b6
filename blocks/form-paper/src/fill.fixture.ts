import { type Answers, type CompiledForm, type InputField, answerAt, formatInput } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import { PDFCheckBox, PDFDocument, PDFDropdown, PDFRadioGroup, PDFTextField } from '@cantoo/pdf-lib';
import { instancesOf } from './instances.ts';
import { fieldsOf } from './paper-fields.ts';

/** What a person would type and tick to give these answers, by name of the PDF's fields. */
export function entriesOf(form: CompiledForm, answers: Answers, locale: Locale): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const { node, path } of instancesOf(form)) {
    const answer = node.kind === 'choice' ? answerAt(answers, `${path}.choice`) : answerAt(answers, path);
    if (answer === undefined || node.kind === 'group' || node.kind === 'branch' || node.kind === 'repeat') continue;
    const input = node.kind === 'choice' ? (typeof answer === 'string' ? answer : '') : formatInput(node.def as InputField, answer, locale);
    for (const field of fieldsOf(form, node, path)) {
      if (field.type === 'box') {
        const ticked = Array.isArray(input) ? input.includes(field.option.value) : input === field.option.value;
        if (ticked) entries.set(field.name, field.option.state);
        continue;
      }
      const part = field.type === 'list' ? undefined : field.part;
      const typed =
        typeof input === 'string' ? input : Array.isArray(input) ? '' : ((input as Readonly<Record<string, string>>)[part ?? ''] ?? '');
      const entry = field.type === 'text' ? typed : field.options.find((option) => option.value === typed)?.state;
      if (entry) entries.set(field.name, entry);
    }
  }
  return entries;
}

/** Fills fields as a reader does and saves the file. */
export async function fill(pdf: Uint8Array, entries: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const fields = new Map(
    document
      .getForm()
      .getFields()
      .map((field) => [field.getName(), field]),
  );
  for (const [name, entry] of entries) {
    const field = fields.get(name);
    if (field instanceof PDFTextField) field.setText(entry);
    else if (field instanceof PDFCheckBox) field.check();
    else if (field instanceof PDFRadioGroup || field instanceof PDFDropdown) field.select(entry);
    else throw new Error(`no field ${name}`);
  }
  return document.save({ updateFieldAppearances: false });
}
