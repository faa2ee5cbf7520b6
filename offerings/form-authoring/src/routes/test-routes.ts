import { runScenario } from '@amt/form-proofs';
import { type FormScenario, previewFacts } from '@amt/forms';
import { done, formField, notFound, page, redirect, route } from '@amt/module';
import { type AuthorEntry, entriesOf } from '../model/author-form.ts';
import { previewForm } from '../model/preview-form.ts';
import { messages } from '../messages.ts';
import { addEntry, changeEntry, removeEntry } from '../operations/entries.ts';
import { testsPage } from '../pages/tests-page.ts';
import { scenarioFrom } from '../scenarios/scenario-from.ts';
import { answerChange, changedTo } from './answer-change.ts';
import { frameOf } from './frame-of.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';
import { previewStateOf } from './preview-state.ts';

const asScenario = (entry: AuthorEntry): FormScenario => entry as unknown as FormScenario;

const show = route({
  name: 'form-authoring.tests',
  method: 'GET',
  path: formPath('tests', 'tests'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    if (!copy) return notFound();
    const { definition } = copy;
    const { href } = request;
    const previewed = previewForm(definition, '–');
    const runnable =
      previewed !== undefined &&
      copy.faults.every(({ message }) => message.startsWith('text is missing') || message.includes('characters'));
    return page(
      testsPage(await frameOf(ctx, request, copy), {
        rows: entriesOf(definition, 'scenarios').map((entry) => ({
          id: entry.id,
          title: String(entry['title']),
          deviations: runnable ? runScenario(previewed.form, asScenario(entry)).differences : undefined,
          answers: JSON.stringify(entry['answers'], null, 2),
        })),
        runnable,
        removeAction: href('form-authoring.remove-test', { formId }),
        acceptAction: href('form-authoring.accept-test', { formId }),
        previewHref: href('form-authoring.preview', { formId, page: definition.pages[0]?.id ?? 'leer' }),
      }),
    );
  },
});

/** What was typed into the preview becomes a test that expects what the form says to it now. */
const keep = route({
  name: 'form-authoring.keep-test',
  method: 'POST',
  path: formPath('tests/aus-vorschau', 'tests/from-preview'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    const previewed = copy && previewForm(copy.definition, '–');
    if (!copy || !previewed) return notFound();
    const { answers } = previewStateOf(request.session, formId);
    const number = entriesOf(copy.definition, 'scenarios').length + 1;
    const scenario = scenarioFrom(
      previewed.form,
      answers,
      previewFacts(previewed.form, ctx.now),
      messages[ctx.locale].tests.newTitle({ number }),
    );
    const back = request.href('form-authoring.tests', { formId });
    return answerChange(ctx, request, {
      // the page of the preview knows no revision: what is kept is what the form says now
      revision: copy.revision,
      change: (form) => done(addEntry(form, 'scenarios', { id: 'test', ...scenario })),
      next: () => back,
      said: messages[ctx.locale].tests.kept(),
      back,
    });
  },
});

const remove = route({
  name: 'form-authoring.remove-test',
  method: 'POST',
  path: formPath('tests/entfernen', 'tests/remove'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const back = request.href('form-authoring.tests', { formId });
    return answerChange(ctx, request, {
      change: (form) => changedTo(removeEntry(form, 'scenarios', formField(request.body, 'id'))),
      next: () => back,
      back,
    });
  },
});

/** A red test whose new result is right: it expects that from now on. */
const accept = route({
  name: 'form-authoring.accept-test',
  method: 'POST',
  path: formPath('tests/uebernehmen', 'tests/accept'),
  access: 'form-authoring.edit',
  params: formParams,
  async handle(ctx, request) {
    const { formId } = request.params;
    const copy = await openedCopy(ctx, formId);
    const previewed = copy && previewForm(copy.definition, '–');
    const id = formField(request.body, 'id');
    const entry = copy && entriesOf(copy.definition, 'scenarios').find((one) => one.id === id);
    if (!copy) return notFound();
    const back = request.href('form-authoring.tests', { formId });
    if (!previewed || !entry) return redirect(back);
    const scenario = asScenario(entry);
    const facts = { ...previewFacts(previewed.form, ctx.now), ...scenario.facts };
    const { expect } = scenarioFrom(previewed.form, scenario.answers as Parameters<typeof scenarioFrom>[1], facts, scenario.title);
    return answerChange(ctx, request, {
      change: (form) => changedTo(changeEntry(form, 'scenarios', id, { ...entry, expect })),
      next: () => back,
      back,
    });
  },
});

export const testRoutes = [show, keep, remove, accept];
