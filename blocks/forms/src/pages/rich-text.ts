import { type Html, html } from '@amt/html';
import { type Locale, type LocalizedText, languageTag, localizedText } from '@amt/i18n';
import { directionOf, foreignLanguage } from '../form-language.ts';

/** A text of the definition; where it is in another language than the page, the markup says so. */
export function textOf(text: LocalizedText, locale: Locale): Html {
  const foreign = foreignLanguage(text);
  if (foreign !== undefined) return html`<span lang="${foreign}" dir="${directionOf(foreign)}">${localizedText(text, locale).text}</span>`;
  const found = localizedText(text, locale);
  return found.lang === locale ? html`${found.text}` : html`<span lang="${languageTag(found.lang)}">${found.text}</span>`;
}

/** Paragraphs (blank line between) and lists (lines that begin with "- "). */
export function paragraphs(text: LocalizedText, locale: Locale): Html {
  const { text: words, lang } = localizedText(text, locale);
  const blocks = words.split(/\n{2,}/).map((block) => {
    const lines = block.split('\n');
    if (lines.every((line) => line.startsWith('- ')))
      return html`<ul>
        ${lines.map((line) => html`<li>${line.slice(2)}</li>`)}
      </ul>`;
    return html`<p>${lines.map((line, i) => (i === 0 ? line : html`<br />${line}`))}</p>`;
  });
  const foreign = foreignLanguage(text);
  if (foreign !== undefined) return html`<div lang="${foreign}" dir="${directionOf(foreign)}">${blocks}</div>`;
  return lang === locale ? html`${blocks}` : html`<div lang="${languageTag(lang)}">${blocks}</div>`;
}

/** A text with line ends, as in addresses and lists of files. */
export function lines(text: string): Html {
  return html`${text.split('\n').map((line, i) => (i === 0 ? line : html`<br />${line}`))}`;
}
