import { sentenceOf } from '@amt/form-proofs';
import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { element, statusBadge, emptyState } from '@amt/ui';
import { type AuthorForm, entriesOf, type EntryList, entryLists } from '../model/author-form.ts';
import { nodeAt } from '../model/author-tree.ts';
import { languageName } from '../model/languages.ts';
import { isKind, kindKey } from '../model/kinds.ts';
import { messages } from '../messages.ts';
import { vocabularyOf } from '../model/vocabulary.ts';
import type { Difference } from '../versions/diff-forms.ts';

/** Differences in words: what, where, before and after; conditions as sentences. */
export function diffView(props: {
  readonly differences: readonly Difference[];
  readonly before: AuthorForm;
  readonly after: AuthorForm;
  readonly locale: Locale;
}): Html {
  const { differences, locale } = props;
  const m = messages[locale].diff;
  if (differences.length === 0) return emptyState({ title: m.none(), headingLevel: 3 });
  return html`<p>${m.count({ count: differences.length })}</p>
    ${element(
      'ul',
      { class: 'amt-diff' },
      differences.map((difference) => item(difference, props)),
    )}`;
}

const tones = { added: 'success', removed: 'danger', changed: 'warning', moved: 'info' } as const;

function item(difference: Difference, { before, after, locale }: Parameters<typeof diffView>[0]): Html {
  const m = messages[locale].diff;
  const { kind, property } = difference;
  const place = subjectName(difference.subject, kind === 'removed' ? before : after, locale);
  const property_ = property === undefined ? '' : html` · ${propertyName(property, locale)}`;
  return html`<li class="amt-diff__item">
    <p class="amt-diff__head">${statusBadge({ label: m.kinds[kind](), tone: tones[kind] })} <strong>${place}</strong>${property_}</p>
    ${
      property === undefined
        ? ''
        : html`<div class="amt-diff__pair">
            <del class="amt-diff__before"><span class="amt-hidden">${m.before()} </span>${valueText(difference.before, property, before, locale)}</del>
            <ins class="amt-diff__after"><span class="amt-hidden">${m.after()} </span>${valueText(difference.after, property, after, locale)}</ins>
          </div>`
    }
  </li>`;
}

function subjectName(subject: string, form: AuthorForm, locale: Locale): string {
  const m = messages[locale];
  const [kind = '', key = ''] = subject.split(/:(.*)/);
  switch (kind) {
    case 'form':
      return m.diff.form();
    case 'page': {
      const page = form.pages.find((one) => one.id === key);
      return m.diff.page({ name: page?.title.de ?? key });
    }
    case 'node': {
      const node = nodeAt(form, key)?.node;
      const { text } = (node ?? {}) as { readonly text?: { readonly de?: string } };
      const kindName = isKind(node?.kind) ? m.kinds[kindKey(node.kind)].name() : m.tree.branch();
      return `${kindName} „${node?.label?.de ?? text?.de ?? key}“`;
    }
    default: {
      const entry = (entryLists as readonly string[]).includes(kind)
        ? entriesOf(form, kind as EntryList).find(({ id }) => id === key)
        : undefined;
      const words = (entry?.['label'] ?? entry?.['title'] ?? entry?.['message']) as { readonly de?: string } | undefined;
      return `${(m.diff.lists as Readonly<Record<string, (() => string) | undefined>>)[kind]?.() ?? kind} „${words?.de ?? key}“`;
    }
  }
}

function propertyName(property: string, locale: Locale): string {
  const known = messages[locale].diff.properties as Readonly<Record<string, (() => string) | undefined>>;
  return known[property]?.() ?? property;
}

const expressions = new Set(['when', 'requiredWhen', 'valid', 'value', 'amount']);

function valueText(value: unknown, property: string, form: AuthorForm, locale: Locale): string {
  if (value === undefined) return messages[locale].diff.nothing();
  if (expressions.has(property)) return value === '' ? messages[locale].diff.nothing() : sentenceOf(value, vocabularyOf(form), locale);
  if (property === 'index' && typeof value === 'number') return messages[locale].diff.position({ position: value + 1 });
  if (Array.isArray(value)) return value.map((part) => plain(part, locale)).join('; ');
  return plain(value, locale);
}

function plain(value: unknown, locale: Locale): string {
  if (typeof value === 'boolean') return value ? messages[locale].diff.yes() : messages[locale].diff.no();
  if (typeof value !== 'object' || value === null) return String(value);
  const { de, label, citation } = value as { readonly de?: unknown; readonly label?: { readonly de?: string }; readonly citation?: string };
  if (typeof de === 'string')
    return Object.entries(value)
      .map(([language, text]) => (language === 'de' ? String(text) : `${languageName(language, locale)}: ${String(text)}`))
      .join(' / ');
  return label?.de ?? citation ?? JSON.stringify(value);
}
