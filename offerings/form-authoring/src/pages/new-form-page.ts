import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, checkboxes, errorSummary, form, pageHeader, select, textField, type FieldError } from '@amt/ui';
import { languageName, offeredLanguages } from '../model/languages.ts';
import { messages } from '../messages.ts';

export interface NewFormDraft {
  readonly title: string;
  readonly unitId: string;
  readonly languages: readonly string[];
}

/** What a new form begins with: its name, its unit, its languages. */
export function newFormPage(props: {
  readonly draft: NewFormDraft;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly listHref: string;
  readonly locale: Locale;
}): Page {
  const { draft, errors, locale } = props;
  const m = messages[locale];
  return {
    title: m.new.title(),
    layout: 'staff',
    current: 'form-authoring.forms',
    hasErrors: errors.length > 0,
    breadcrumb: [{ label: m.list.title(), href: props.listHref }, { label: m.new.title() }],
    body: html`${errorSummary({ errors, locale })} ${pageHeader({ title: m.new.title(), lead: m.new.lead() })}
    ${form({
      action: props.action,
      body: html`${textField({
        name: 'title',
        label: m.new.name(),
        hint: m.new.nameHint(),
        locale,
        value: draft.title,
        error: errors.find((error) => error.field === 'title')?.message,
      })}
      ${select({
        name: 'unitId',
        label: m.new.unit(),
        locale,
        empty: false,
        value: draft.unitId,
        options: props.units.map(({ id, name }) => ({ value: id, label: name })),
      })}
      ${checkboxes({
        name: 'languages',
        label: m.new.languages(),
        hint: m.new.languagesHint(),
        locale,
        optional: true,
        values: [...draft.languages],
        options: offeredLanguages.filter((language) => language !== 'de').map((value) => ({ value, label: languageName(value, locale) })),
      })}
      ${button({ label: m.new.begin() })}`,
    })}`,
  };
}
