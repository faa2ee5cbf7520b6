import { Ajv2020 } from 'ajv/dist/2020.js';
import { type DefinitionFault, tooLarge } from '@amt/forms';
import type { AuthorForm } from './author-form.ts';
import { nodesOf } from './author-tree.ts';

const id = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 60 };
const pageId = { type: 'string', pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 };
const text = {
  type: 'object',
  required: ['de'],
  properties: { de: { type: 'string' } },
  propertyNames: { pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' },
  additionalProperties: { type: 'string', maxLength: 20_000 },
};
const optionList = {
  type: 'array',
  items: { type: 'object', required: ['value', 'label'], properties: { value: { type: 'string' }, label: text, hint: text } },
};
const entries = { type: 'array', items: { type: 'object', required: ['id'], properties: { id, title: {}, label: text, message: text } } };
const nodes = { type: 'array', items: { $ref: '#/$defs/node' } };

/** What the operations stand on; all else may be wrong or missing. */
const schema = {
  $id: 'author-form',
  type: 'object',
  required: ['id', 'title', 'pages', 'ownerUnit'],
  properties: {
    id: { type: 'string', pattern: '^[a-z][a-z0-9-]*$', maxLength: 80 },
    title: text,
    description: text,
    ownerUnit: { type: 'string' },
    trustLevel: { type: 'string' },
    serviceKeys: {
      type: 'array',
      items: { type: 'object', required: ['scheme', 'key'], properties: { scheme: { type: 'string' }, key: { type: 'string' } } },
    },
    legalBasis: {
      type: 'array',
      items: { type: 'object', required: ['citation'], properties: { citation: { type: 'string' }, url: { type: 'string' } } },
    },
    retention: {
      type: 'object',
      required: ['submissionMonths', 'draftDays'],
      properties: { submissionMonths: { type: 'number' }, draftDays: { type: 'number' } },
    },
    languages: { type: 'array', items: { type: 'string' }, maxItems: 30 },
    sections: { type: 'array', items: { type: 'object', required: ['id', 'title'], properties: { id, title: text } } },
    pages: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'title', 'fields'],
        properties: { id: pageId, title: text, intro: text, section: { type: 'string' }, fields: nodes },
      },
    },
    rules: entries,
    computed: entries,
    fee: { type: 'object', required: ['lines'], properties: { lines: entries } },
    lists: {
      type: 'object',
      additionalProperties: { type: 'object', required: ['entries'], properties: { entries: optionList, source: { type: 'string' } } },
    },
    payment: { type: 'object', required: ['timing'], properties: { timing: { type: 'string' } } },
    steps: entries,
    outputs: entries,
    remarks: entries,
    scenarios: entries,
  },
  $defs: {
    node: {
      type: 'object',
      required: ['id'],
      properties: {
        id,
        kind: { type: 'string' },
        label: text,
        hint: text,
        text,
        purpose: text,
        fields: nodes,
        branches: nodes,
        options: optionList,
        rows: optionList,
        columns: optionList,
      },
    },
  },
};

// compiles the schema at its first use
const ajv = new Ajv2020({ allErrors: true, strict: false });

/**
 * Reads a form as it comes from a file or an expert's text: faults that the builder can show stay in it, what it could not even draw is refused with
 * its place. Never throws, whatever the value is.
 */
export function readAuthorForm(json: unknown): { ok: true; form: AuthorForm } | { ok: false; faults: readonly DefinitionFault[] } {
  const large = tooLarge(json);
  if (large) return { ok: false, faults: [large] };
  if (!ajv.validate<Partial<AuthorForm>>(schema, json)) {
    const faults = (ajv.errors ?? []).map(({ instancePath, message }) => ({ path: instancePath, message: message ?? 'shape' }));
    return { ok: false, faults: faults.slice(0, 50) };
  }
  const form = completed(json);
  const faults = twice(form);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, form };
}

/** What the builder always shows, with the usual values where a file leaves it out. */
function completed(form: Partial<AuthorForm>): AuthorForm {
  const {
    languages = ['de'],
    serviceKeys = [],
    legalBasis = [],
    retention = { submissionMonths: 24, draftDays: 30 },
    trustLevel = 'none',
  } = form;
  return {
    ...(form as AuthorForm),
    serviceKeys,
    legalBasis,
    retention,
    trustLevel,
    languages: languages.includes('de') ? languages : ['de', ...languages],
  };
}

/** Nodes are addressed by their path, pages by their id: neither may be there twice. */
function twice(form: AuthorForm): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const known = new Set<string>();
  const see = (key: string, name: string, path: string): void => {
    if (known.has(key)) faults.push({ path, message: `"${name}" is there twice` });
    known.add(key);
  };
  form.pages.forEach((page, i) => see(`page ${page.id}`, page.id, `/pages/${i}/id`));
  for (const { path, pointer } of nodesOf(form)) see(path, path, `${pointer}/id`);
  return faults;
}
