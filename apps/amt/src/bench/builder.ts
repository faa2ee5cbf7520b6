import { changeForm, importForm, readAuthorForm } from '@amt/form-authoring';
import { syntheticForm } from '@amt/forms';
import { done, type Context } from '@amt/module';

/** The working copy of a generated form; the result changes the label of one of its fields and saves. */
export async function builderUnderTest(ctx: Context, fields: number): Promise<(round: number) => Promise<void>> {
  const { form } = syntheticForm(fields, fields / 2);
  const read = readAuthorForm(form.definition);
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path} ${message}`).join('; '));
  const formId = await importForm(ctx, { form: read.form, unitId: form.definition.ownerUnit });
  let revision = 1;
  return async (round) => {
    const saved = await changeForm(ctx, {
      formId,
      revision,
      change: (before) => {
        const [first, ...rest] = before.pages;
        const [field, ...others] = first?.fields ?? [];
        if (!first || !field) throw new Error('the generated form has no field');
        const label = { ...field.label, de: `Frage ${round}` };
        return done({ form: { ...before, pages: [{ ...first, fields: [{ ...field, label }, ...others] }, ...rest] } });
      },
    });
    if (!saved.ok) throw new Error(saved.code);
    revision++;
  };
}
