import type { TextBlock } from '@amt/cases';
import { html } from '@amt/html';
import { formatDate, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, details, emptyState, errorSummary, form, pageHeader, select, table, textarea, textField, type FieldError } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface TextBlockDraft {
  readonly unitId: string;
  readonly name: string;
  readonly bodyDe: string;
  readonly bodyEn: string;
}

/** All text blocks of the person's units. */
export function textBlocksPage(props: {
  readonly blocks: readonly TextBlock[];
  readonly units: ReadonlyMap<string, string>;
  readonly mayAdd: boolean;
  readonly mayEdit: (block: TextBlock) => boolean;
  readonly newHref: string;
  readonly editHref: (id: string) => string;
  readonly locale: Locale;
}): Page {
  const { blocks, units, mayAdd, mayEdit, locale } = props;
  const m = messages[locale].staff.textBlocks;
  return {
    title: m.title(),
    layout: 'staff',
    current: 'online-services.text-blocks',
    body: html`${pageHeader({ title: m.title(), lead: m.lead(), ...(mayAdd ? { actions: button({ label: m.new(), href: props.newHref, icon: 'add' }) } : {}) })}
${table<TextBlock>({
  caption: m.title(),
  hideCaption: true,
  rows: blocks,
  empty: emptyState({ title: m.none() }),
  columns: [
    {
      label: m.name(),
      rowHeader: true,
      cell: (block) => (mayEdit(block) ? html`<a href="${props.editHref(block.id)}">${block.name}</a>` : block.name),
    },
    { label: m.unit(), cell: (block) => units.get(block.unitId) ?? block.unitId },
    { label: m.beginning(), cell: (block) => (block.bodyDe.length > 90 ? `${block.bodyDe.slice(0, 90)} …` : block.bodyDe) },
    { label: m.changed(), tight: true, cell: (block) => formatDate(block.changedAt, locale) },
  ],
})}`,
  };
}

/** Writing a text block in both languages. */
export function textBlockFormPage(props: {
  readonly draft: TextBlockDraft;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly errors: readonly FieldError[];
  readonly saveHref: string;
  readonly removeHref?: string;
  readonly listHref: string;
  readonly locale: Locale;
}): Page {
  const { draft, errors, locale } = props;
  const m = messages[locale].staff.textBlocks;
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  const title = draft.name === '' ? m.new() : draft.name;
  return {
    title,
    layout: 'staff',
    current: 'online-services.text-blocks',
    hasErrors: errors.length > 0,
    breadcrumb: [{ label: m.title(), href: props.listHref }, { label: title }],
    body: html`${errorSummary({ errors, locale })}
${pageHeader({ title })}
${form({
  action: props.saveHref,
  body: html`${select({ name: 'unitId', label: m.unit(), locale, value: draft.unitId, empty: false, options: props.units.map(({ id, name }) => ({ value: id, label: name })) })}
${textField({ name: 'name', label: m.name(), locale, value: draft.name, error: errorOf('name') })}
${textarea({ name: 'bodyDe', label: m.bodyDe(), locale, value: draft.bodyDe, rows: 8, error: errorOf('bodyDe') })}
${textarea({ name: 'bodyEn', label: m.bodyEn(), locale, value: draft.bodyEn, rows: 8, error: errorOf('bodyEn') })}
${button({ label: m.save() })}`,
})}
${props.removeHref === undefined ? '' : details({ summary: m.remove(), body: html`<p>${m.removeHint()}</p>${form({ action: props.removeHref, inline: true, body: button({ label: m.remove(), kind: 'danger' }) })}` })}`,
  };
}
