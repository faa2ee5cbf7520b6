import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  checkbox,
  checkboxes,
  errorSummary,
  form,
  numberField,
  section,
  select,
  textarea,
  textField,
  type FieldError,
} from '@amt/ui';
import { languageName, offeredLanguages } from '../model/languages.ts';
import { messages } from '../messages.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';

/** Settings of a form as their page shows them, as typed. */
export interface SettingsDraft {
  readonly title: string;
  readonly description: string;
  readonly ownerUnit: string;
  readonly serviceKeys: string;
  readonly legalBasis: string;
  readonly submissionMonths: string;
  readonly draftDays: string;
  readonly trustLevel: string;
  readonly languages: readonly string[];
  readonly otherLanguages: string;
  readonly paymentTiming: string;
}

export interface SettingsProps {
  readonly draft: SettingsDraft;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly service: Html;
}

/** What belongs to the form as a whole. */
export function settingsPage(frame: FrameProps, props: SettingsProps): Page {
  const { locale } = frame;
  const { draft, errors } = props;
  const m = messages[locale].formSettings;
  return formPage(frame, {
    tab: 'settings',
    title: m.title(),
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
      <h2>${m.title()}</h2>
      ${form({
        action: props.action,
        body: html`${revisionField(frame.copy)}${settingFields({ draft, units: props.units, errors, locale }, settingsFields)}
          ${button({ label: m.save() })}`,
      })}
      ${section({ title: m.service(), id: 'service', body: props.service })}`,
  });
}

/** Everything the page of settings asks, in its order. */
const settingsFields = [
  'title',
  'description',
  'ownerUnit',
  'legalBasis',
  'spread',
  'trustLevel',
  'submissionMonths',
  'draftDays',
  'languages',
  'otherLanguages',
  'paymentTiming',
  'serviceKeys',
] as const;
export type SettingsField = (typeof settingsFields)[number];

/** The controls of some settings. */
export function settingFields(
  { draft, units, errors, locale }: Pick<SettingsProps, 'draft' | 'units' | 'errors'> & { readonly locale: Locale },
  fields: readonly SettingsField[],
): Html[] {
  const m = messages[locale].formSettings;
  const views: Readonly<Record<SettingsField, () => Html>> = {
    title: () => textField({ name: 'title', label: m.name(), locale, value: draft.title, ...errorOf(errors, 'title') }),
    description: () =>
      textarea({
        name: 'description',
        label: m.description(),
        hint: m.descriptionHint(),
        locale,
        optional: true,
        rows: 3,
        value: draft.description,
      }),
    ownerUnit: () =>
      select({
        name: 'ownerUnit',
        label: m.unit(),
        locale,
        empty: false,
        value: draft.ownerUnit,
        options: units.map(({ id, name }) => ({ value: id, label: name })),
      }),
    legalBasis: () =>
      textarea({
        name: 'legalBasis',
        label: m.legalBasis(),
        hint: m.legalBasisHint(),
        locale,
        rows: 3,
        value: draft.legalBasis,
        ...errorOf(errors, 'legalBasis'),
      }),
    spread: () => checkbox({ name: 'spread', label: m.spread(), locale, optional: true, checked: false }),
    trustLevel: () =>
      select({
        name: 'trustLevel',
        label: m.trustLevel(),
        hint: m.trustLevelHint(),
        locale,
        empty: false,
        value: draft.trustLevel,
        options: trustOptions(locale),
      }),
    submissionMonths: () =>
      numberField({
        name: 'submissionMonths',
        label: m.submissionMonths(),
        locale,
        value: draft.submissionMonths,
        suffix: m.months(),
        ...errorOf(errors, 'submissionMonths'),
      }),
    draftDays: () =>
      numberField({
        name: 'draftDays',
        label: m.draftDays(),
        locale,
        value: draft.draftDays,
        suffix: m.days(),
        ...errorOf(errors, 'draftDays'),
      }),
    languages: () =>
      checkboxes({
        name: 'languages',
        label: m.languages(),
        hint: m.languagesHint(),
        locale,
        optional: true,
        values: [...draft.languages],
        options: offeredLanguages.filter((language) => language !== 'de').map((value) => ({ value, label: languageName(value, locale) })),
      }),
    otherLanguages: () =>
      textField({
        name: 'otherLanguages',
        label: m.otherLanguages(),
        hint: m.otherLanguagesHint(),
        locale,
        optional: true,
        value: draft.otherLanguages,
        ...errorOf(errors, 'otherLanguages'),
      }),
    paymentTiming: () =>
      select({
        name: 'paymentTiming',
        label: m.payment(),
        locale,
        empty: false,
        value: draft.paymentTiming,
        options: [
          { value: 'now', label: m.paymentNow() },
          { value: 'later', label: m.paymentLater() },
        ],
      }),
    serviceKeys: () =>
      textField({
        name: 'serviceKeys',
        label: m.serviceKeys(),
        hint: m.serviceKeysHint(),
        locale,
        value: draft.serviceKeys,
        ...errorOf(errors, 'serviceKeys'),
      }),
  };
  return fields.map((field) => views[field]());
}

function trustOptions(locale: Locale): { value: string; label: string }[] {
  const m = messages[locale].formSettings.trust;
  return (['none', 'basic', 'normal', 'substantial', 'high'] as const).map((value) => ({ value, label: m[value]() }));
}

function errorOf(errors: readonly FieldError[], field: string): { error?: string } {
  const error = errors.find((one) => one.field === field)?.message;
  return error === undefined ? {} : { error };
}
