import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { CaseTypeDefinition } from '@amt/cases';
import type { Service } from '@amt/catalogue';
import type { FormDefinition } from '@amt/forms';
import { maturityOf, type MaturityCheck } from './maturity.ts';

const read = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`../../../../cities/muenchen/${file}.json`, import.meta.url), 'utf8')) as T;
const service = read<Service>('services/bewohnerparkausweis');
const form = read<FormDefinition>('forms/bewohnerparkausweis');
const caseType = read<CaseTypeDefinition>('case-types/bewohnerparkausweis');
const missing = (facts: Parameters<typeof maturityOf>[0]): [number, MaturityCheck[]] => {
  const { level, checks } = maturityOf(facts);
  return [level, checks.filter((check) => !check.met).map(({ id }) => id)];
};

describe('the maturity of a service', () => {
  it('is four where nothing is missing', () => assert.deepEqual(missing({ service, form, caseType }), [4, []]));

  const cases: [string, Parameters<typeof maturityOf>[0], number, MaturityCheck[]][] = [
    [
      'without form, case and decision',
      { service, form: undefined, caseType: undefined },
      1,
      ['form', 'signIn', 'proofs', 'payment', 'case', 'prefill', 'decision'],
    ],
    ['without legal basis', { service: { ...service, legalBasis: [] }, form, caseType }, 0, ['described']],
    ['without sign-in', { service: { ...service, signIn: 'none' }, form, caseType }, 2, ['signIn', 'decision']],
    ['with proofs on paper', { service, form: without(form, 'file'), caseType }, 2, ['proofs']],
    ['with the fee by invoice', { service, form: { ...form, payment: { timing: 'later' } }, caseType }, 2, ['payment']],
    ['with every fact typed again', { service, form: untold(form), caseType }, 3, ['prefill']],
    ['that ends in a mail', { service, form: { ...form, outputs: [{ kind: 'mail', id: 'mail', to: 'a@b.de' }] }, caseType }, 3, ['case']],
  ];
  for (const [what, facts, level, checks] of cases)
    it(`${what} is ${level}, and says what is missing`, () => assert.deepEqual(missing(facts), [level, checks]));
});

function without(definition: FormDefinition, kind: string): FormDefinition {
  return { ...definition, pages: definition.pages.map((page) => ({ ...page, fields: page.fields.filter((node) => node.kind !== kind) })) };
}

function untold(definition: FormDefinition): FormDefinition {
  return JSON.parse(JSON.stringify(definition, (key, value: unknown) => (key === 'prefill' ? undefined : value))) as FormDefinition;
}
