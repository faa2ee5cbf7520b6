import { FormDraft, type FormFacts, type ImportedForm } from '../form-draft.ts';
import { ImportFault } from '../import-fault.ts';
import { JsonPlace } from '../json-place.ts';
import { NodeNames } from '../node-names.ts';
import { readJson } from '../read-json.ts';
import type { Words } from '../texts.ts';
import type { Dialect } from '../translation.ts';
import { type PlacedComponent, nodesOf } from './components.ts';
import { LogicRules, type PlacedStep, type UserVariable, either } from './logic-rules.ts';

/** JSON-logic as the server of Open Forms evaluates it: an unanswered number is neither more nor less; an empty checkbox is no. */
const dialect: Dialect = {
  emptyOrder: () => false,
  emptyIsFalse: true,
  emptyEqual: true,
  foldsCase: false,
  emptyIsZero: false,
  quotedIsText: false,
};

const knownForm = new Set(
  'uuid url name internal_name internalName slug active is_deleted isDeleted maintenance_mode maintenanceMode translations translation_enabled translationEnabled show_progress_indicator showProgressIndicator show_summary_progress steps literals begin_text previous_text change_text confirm_text authentication_backends authenticationBackends login_options loginOptions login_required loginRequired submission_confirmation_template confirmation_email_template introduction_page_content introductionPageContent explanation_template category theme activate_on deactivate_on variables is_appointment appointment_options display_main_website_link suspension_allowed submission_allowed required_fields_with_asterisk resume_link_lifetime ask_privacy_consent ask_statement_of_truth send_confirmation_email hide_non_applicable_steps cosign_login_options cosign_has_link_in_email auto_login_authentication_backend type new_renderer_enabled new_logic_evaluation_enabled'.split(
    ' ',
  ),
);

/** Files of an export of Open Forms. */
export const openFormsFiles = ['forms.json', 'formSteps.json', 'formDefinitions.json'] as const;

/** A form from an export of Open Forms: steps of Form.io components, rules of JSON-logic. @throws ImportFault */
export function importOpenForms(files: ReadonlyMap<string, Uint8Array>, facts: FormFacts): ImportedForm {
  const forms = fileIn(files, 'forms.json');
  const [form] = forms.list();
  if (!form) return forms.refuse('the export has no form');
  const main = mainLanguage(form);
  const draft = new FormDraft('open-forms', main, dialect, facts);
  if (forms.list().length > 1) draft.note('Die Datei enthält mehr als ein Formular; übernommen ist das erste.');
  const definitions = new Map(
    fileIn(files, 'formDefinitions.json')
      .list()
      .map((one) => [one.at('url').text() ?? '', one] as const),
  );
  const steps = fileIn(files, 'formSteps.json')
    .list()
    .map((step, i) => ({ step, order: step.at('index').number() ?? step.at('order').number() ?? i }))
    .toSorted((a, b) => a.order - b.order);
  const placed: PlacedComponent[] = [];
  const pages: PlacedStep[] = [];
  for (const { step } of steps) {
    const url = either(step, 'form_definition', 'formDefinition').text() ?? '';
    const definition = definitions.get(url) ?? byUuid(definitions, url);
    if (!definition)
      throw new ImportFault({ code: 'missing', message: `there is no form definition ${url.slice(0, 200)}`, path: step.path });
    const page = pageOf(step, definition, draft, main, placed);
    if (page) pages.push(page);
  }
  const variables = variablesOf(files, draft);
  new LogicRules(draft, placed, pages, variables).read(optional(files, 'formLogic.json')?.list() ?? []);
  noteAround(form, draft);
  for (const rule of optional(files, 'formPriceLogic.json')?.list() ?? [])
    draft.note(`Preisregel der Vorlage: ${rule.words()}`.slice(0, 4000), undefined, rule.path);
  return draft.finish(translated(form, 'name', main), {});
}

function fileIn(files: ReadonlyMap<string, Uint8Array>, name: string): JsonPlace {
  return optional(files, name) ?? refuseMissing(name);
}

function refuseMissing(name: string): never {
  throw new ImportFault({ code: 'file-missing', message: `the archive has no ${name}`, path: name });
}

function optional(files: ReadonlyMap<string, Uint8Array>, name: string): JsonPlace | undefined {
  const bytes = files.get(name);
  return bytes && new JsonPlace(readJson(bytes, name), name);
}

function byUuid(definitions: ReadonlyMap<string, JsonPlace>, url: string): JsonPlace | undefined {
  const uuid = /([0-9a-f-]{36})\/?$/.exec(url)?.[1];
  return uuid === undefined ? undefined : [...definitions.values()].find((one) => one.at('uuid').text() === uuid);
}

/** The language of the texts themselves: the one whose translation says the same; Open Forms begins in Dutch. */
function mainLanguage(form: JsonPlace): string {
  const name = form.at('name').text();
  const translations = form.at('translations');
  const same = translations.missing
    ? undefined
    : translations.keys().find((language) => translations.at(language).at('name').text() === name);
  return same ?? 'nl';
}

function translated(place: JsonPlace, property: string, main: string): Words {
  const words: Record<string, string | undefined> = { [main]: place.at(property).text() };
  const translations = place.at('translations');
  if (!translations.missing)
    for (const language of translations.keys()) {
      const text = translations.at(language).at(property).text();
      if (text !== undefined && text !== '') words[language] = text;
    }
  return words;
}

function pageOf(step: JsonPlace, definition: JsonPlace, draft: FormDraft, main: string, placed: PlacedComponent[]): PlacedStep | undefined {
  const slug = step.at('slug').text() ?? definition.at('slug').text() ?? '';
  const title = draft.label(translated(definition, 'name', main), slug, slug === '' ? 'seite' : slug);
  const before = placed.length;
  const components = definition.at('configuration').at('components').list();
  const fields = nodesOf(components, { draft, names: draft.names, prefix: '', main }, placed);
  const pageId = draft.page(title, slug === '' ? (title[main] ?? 'seite') : slug, fields);
  if (pageId === undefined) {
    draft.note(`Ein Schritt ohne Felder wurde weggelassen: ${slug}`);
    return undefined;
  }
  const applicable = either(step, 'is_applicable', 'isApplicable').flag() !== false;
  return { uuid: step.at('uuid').text() ?? '', pageId, applicable, paths: new Set(placed.slice(before).map(({ path }) => path)) };
}

function variablesOf(files: ReadonlyMap<string, Uint8Array>, draft: FormDraft): UserVariable[] {
  const names = new NodeNames();
  return (optional(files, 'formVariables.json')?.list() ?? [])
    .filter((one) => one.at('source').text() !== 'component')
    .map((one) => {
      const key = one.at('key').word() ?? one.at('key').refuse('a variable needs a key');
      const computedId = names.take(key, key);
      const kind = either(one, 'data_type', 'dataType').text() ?? '';
      const type = kind === 'int' || kind === 'float' ? 'number' : kind === 'string' ? 'text' : kind === 'boolean' ? 'bool' : 'other';
      const prefill = either(one, 'prefill_plugin', 'prefillPlugin').text() ?? '';
      if (prefill !== '') draft.note(`Die Variable „${key}“ wird in der Vorlage aus „${prefill}“ vorbefüllt.`);
      draft.means(key, { is: 'computed', id: computedId, type });
      return { key, computedId, initial: either(one, 'initial_value', 'initialValue').value };
    });
}

/** What stands around the pages in Open Forms and is arranged differently here. */
function noteAround(form: JsonPlace, draft: FormDraft): void {
  const login = either(form, 'authentication_backends', 'authenticationBackends');
  if (!login.empty) draft.note(`Anmeldung in der Vorlage: ${login.words()}. Bitte das Vertrauensniveau festlegen.`);
  const intro = either(form, 'introduction_page_content', 'introductionPageContent');
  if (!intro.empty) draft.note(`Startseite der Vorlage: ${intro.words()}`.slice(0, 4000));
  const explanation = form.at('explanation_template');
  if (!explanation.empty) draft.note(`Erklärung auf der Startseite der Vorlage: ${explanation.words()}`.slice(0, 4000));
  draft.leftOver(form, knownForm, undefined);
}
