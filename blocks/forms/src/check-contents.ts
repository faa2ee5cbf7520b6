import type { DefinitionFault } from './compile-form.ts';
import { checkOutputs } from './check-outputs.ts';
import { plainDate } from './civil-date.ts';
import type { Branch, FormDefinition, FormNode } from './definition.ts';

/** What a JSON Schema cannot say: texts in all languages of the form, lists that exist, bounds the right way round, ids used once. */
export function checkContents(definition: FormDefinition): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const report: Report = (path, message, about) => void faults.push({ path, message, ...(about && { about }) });
  const { scenarios: _answersAreNoTexts, reviewed: _hashesAreNoTexts, ...texts } = definition;
  checkTexts(texts, '', definition.languages, report);
  if (!definition.languages.includes('de')) report('/languages', 'German is always a language of the form');
  checkOnce(definition.pages, '/pages', report);
  checkOnce(definition.rules ?? [], '/rules', report);
  checkOnce(definition.computed ?? [], '/computed', report);
  checkOnce(definition.fee?.lines ?? [], '/fee/lines', report);
  checkOnce(definition.steps ?? [], '/steps', report);
  checkOnce(definition.outputs ?? [], '/outputs', report);
  checkOnce(definition.remarks ?? [], '/remarks', report);
  checkOnce(definition.scenarios ?? [], '/scenarios', report);
  checkOutputs(definition, report);
  const sections = new Set((definition.sections ?? []).map((section) => section.id));
  definition.pages.forEach((page, i) => {
    if (page.section !== undefined && !sections.has(page.section)) report(`/pages/${i}/section`, `there is no section "${page.section}"`);
    page.fields.forEach((node, j) => checkNode(definition, node, `/pages/${i}/fields/${j}`, report));
  });
  return faults;
}

type Report = (path: string, message: string, about?: 'translation') => void;

function checkTexts(value: unknown, path: string, languages: readonly string[], report: Report): void {
  if (typeof value !== 'object' || value === null) return;
  if ('de' in value && typeof value.de === 'string') {
    // Leichte Sprache is written where it helps; elsewhere German is shown
    for (const language of languages)
      if (language !== 'de-simple' && !(language in value)) report(path, `text is missing in "${language}"`, 'translation');
    return;
  }
  for (const [key, part] of Object.entries(value)) checkTexts(part, `${path}/${key}`, languages, report);
}

function checkOnce(entries: readonly { id: string }[], path: string, report: Report): void {
  const known = new Set<string>();
  entries.forEach(({ id }, i) => {
    if (known.has(id)) report(`${path}/${i}/id`, `"${id}" is there twice`);
    known.add(id);
  });
}

function checkNode(definition: FormDefinition, node: FormNode, path: string, report: Report): void {
  switch (node.kind) {
    case 'group':
      return checkFields(definition, node.fields, path, report);
    case 'repeat':
      if (node.max < node.min) report(`${path}/max`, 'max is below min');
      if (node.itemTitle !== undefined && !node.fields.some((field) => field.id === node.itemTitle))
        report(`${path}/itemTitle`, `there is no field "${node.itemTitle}" in the group`);
      return checkFields(definition, node.fields, path, report);
    case 'choice':
      return node.branches.forEach((branch: Branch, i) => checkFields(definition, branch.fields ?? [], `${path}/branches/${i}`, report));
    case 'select':
    case 'radios':
    case 'checkboxes':
      if ((node.options === undefined) === (node.list === undefined)) report(path, 'give either options or a list');
      else if (node.list !== undefined && !definition.lists?.[node.list]) report(`${path}/list`, `there is no list "${node.list}"`);
      checkValuesOnce(node.options ?? [], `${path}/options`, report);
      return node.kind === 'checkboxes' ? checkBounds(node, path, report) : undefined;
    case 'matrix':
      checkValuesOnce(node.rows, `${path}/rows`, report);
      return checkValuesOnce(node.columns, `${path}/columns`, report);
    case 'date':
    case 'datetime':
      for (const bound of ['min', 'max'] as const) {
        const date = node[bound];
        if (date !== undefined && date !== 'today' && !plainDate(date)) report(`${path}/${bound}`, `there is no day ${date}`);
      }
      return;
    case 'text':
    case 'text-latin':
    case 'name':
    case 'textarea':
      if (node.minLength !== undefined && node.maxLength !== undefined && node.maxLength < node.minLength)
        report(`${path}/maxLength`, 'maxLength is below minLength');
      return;
    case 'int':
    case 'number':
    case 'currency':
      return checkBounds(node, path, report);
  }
}

function checkFields(definition: FormDefinition, fields: readonly FormNode[], path: string, report: Report): void {
  fields.forEach((field, i) => checkNode(definition, field, `${path}/fields/${i}`, report));
}

function checkValuesOnce(options: readonly { value: string }[], path: string, report: Report): void {
  const known = new Set<string>();
  options.forEach(({ value }, i) => {
    if (known.has(value)) report(`${path}/${i}/value`, `"${value}" is there twice`);
    known.add(value);
  });
}

function checkBounds({ min, max }: { min?: number; max?: number }, path: string, report: Report): void {
  if (min !== undefined && max !== undefined && max < min) report(`${path}/max`, 'max is below min');
}
