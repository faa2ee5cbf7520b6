import { strToU8, zipSync } from 'fflate';

/** A component of Form.io as Open Forms stores it. */
export type Component = Readonly<Record<string, unknown>>;

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const bytes = (json: unknown): Uint8Array => strToU8(JSON.stringify(json));

export interface Step {
  readonly name: string;
  readonly components: readonly Component[];
  readonly applicable?: boolean;
}

/** An export of a form with these steps, rules and variables; steps are named by their number in `stepUuid`. */
export function openFormsFile(
  steps: readonly Step[],
  rules: readonly unknown[] = [],
  variables: readonly unknown[] = [],
  form: object = {},
): Uint8Array {
  const url = (n: number): string => `https://formulare.example/api/v2/form-definitions/${uuid(100 + n)}`;
  return zipSync({
    'forms.json': bytes([
      {
        uuid: uuid(1),
        name: 'Hundesteuer',
        slug: 'hundesteuer',
        active: true,
        translations: { de: { name: 'Hundesteuer' }, en: { name: 'Dog tax' } },
        ...form,
      },
    ]),
    'formSteps.json': bytes(
      steps.map(({ name, applicable }, i) => ({
        uuid: stepUuid(i),
        index: i,
        slug: name.toLowerCase(),
        form_definition: url(i),
        ...(applicable === false && { is_applicable: false }),
      })),
    ),
    'formDefinitions.json': bytes(
      steps.map(({ name, components }, i) => ({
        url: url(i),
        uuid: uuid(100 + i),
        name,
        slug: name.toLowerCase(),
        translations: { de: { name } },
        configuration: { components },
      })),
    ),
    'formLogic.json': bytes(rules),
    'formVariables.json': bytes(variables),
    '_meta.json': bytes({ of_release: '3.5' }),
  });
}

export const stepUuid = (n: number): string => uuid(200 + n);

/** A rule that hides or shows a component. */
export function setHidden(component: string, hidden: boolean, trigger: unknown, order = 0): unknown {
  return {
    order,
    json_logic_trigger: trigger,
    actions: [{ component, action: { type: 'property', property: { type: 'bool', value: 'hidden' }, state: hidden } }],
  };
}

export function setApplicable(step: number, applicable: boolean, trigger: unknown): unknown {
  return {
    json_logic_trigger: trigger,
    actions: [{ form_step_uuid: stepUuid(step), action: { type: applicable ? 'step-applicable' : 'step-not-applicable' } }],
  };
}

const text = (key: string, more: object = {}): Component => ({ type: 'textfield', key, label: key, validate: { required: true }, ...more });
export const components = {
  text,
  radio: (key: string, values: readonly string[], more: object = {}): Component => ({
    type: 'radio',
    key,
    label: key,
    validate: { required: true },
    values: values.map((value) => ({ value, label: value.toUpperCase() })),
    ...more,
  }),
  boxes: (key: string, values: readonly string[]): Component => ({
    type: 'selectboxes',
    key,
    label: key,
    validate: { required: false },
    values: values.map((value) => ({ value, label: value.toUpperCase() })),
  }),
};
