import type { ImportNotes } from '@amt/form-standards';
import type { DefinitionText } from '@amt/forms';
import { plainText } from './plain-text.ts';

/** A text by language, as a product has it. */
export type Words = Readonly<Record<string, string | undefined>>;

const longest = 2000;
const placesNamed = 12;

/** The texts of a form under way. Our texts are complete in every language of the form; what a file leaves out is filled and said. */
export class Texts {
  readonly #notes: ImportNotes;
  readonly #main: string;
  readonly #made: { readonly text: DefinitionText; readonly at: string | undefined }[] = [];

  /** @param main the language a product falls back to */
  constructor(notes: ImportNotes, main: string) {
    this.#notes = notes;
    this.#main = languageOf(main) ?? 'de';
  }

  /** A text from HTML or plain words; undefined where no language says anything. @param at path of the node it is about */
  of(words: Words, at: string | undefined): DefinitionText | undefined {
    const found: Record<string, string> = {};
    for (const [tag, value] of Object.entries(words)) {
      const language = languageOf(tag);
      if (value === undefined || language === undefined) continue;
      const { text, lost } = plainText(value);
      if (lost.length > 0) this.#notes.add(`Aus einem Text nicht übernommen: ${lost.join('; ')}`, at);
      if (text === '') continue;
      const [placeholder] = /\{[^{}\n]{1,80}\}/.exec(text) ?? [];
      if (placeholder !== undefined) this.#notes.add(`Ein Platzhalter steht hier als Text: ${placeholder}`, at);
      if (text.length > longest)
        this.#notes.add(`Ein Text war länger als ${longest} Zeichen und ist gekürzt. Er lautet ganz: ${text}`.slice(0, 4000), at);
      found[language] ??= text.length > longest ? `${text.slice(0, longest - 2).trimEnd()} …` : text;
    }
    if (Object.keys(found).length === 0) return undefined;
    // German is put in at the end, when all languages are known
    const text = found as DefinitionText;
    this.#made.push({ text, at });
    return text;
  }

  /** A text that stands the same in every language: a name, a number. */
  same(words: string, at: string | undefined): DefinitionText {
    const text = this.of({ [this.#main]: escaped(words) }, at);
    if (text) return text;
    const dash = { de: '–' };
    this.#made.push({ text: dash, at });
    return dash;
  }

  /** Completes every text. @returns the languages of the form, German first */
  complete(): string[] {
    const languages = [...new Set(['de', ...this.#made.flatMap(({ text }) => Object.keys(text))])];
    const german = this.#made.some(({ text }) => 'de' in text);
    for (const language of languages.filter((one) => one !== 'de-simple')) {
      const missing = this.#made.filter(({ text }) => !(language in text));
      for (const { text } of missing) text[language] = text[this.#main] ?? text['de'] ?? Object.values(text)[0] ?? '–';
      // a text of our own is German and stands so until it is translated
      if (missing.length === 0 || language === this.#main) continue;
      if (language === 'de' && !german) {
        this.#notes.add(
          `Die Datei hat keine deutschen Texte. Überall steht vorerst der Text der Sprache „${this.#main}“. Bitte übersetzen.`,
        );
        continue;
      }
      const places = [...new Set(missing.map(({ at }) => at ?? 'Formular'))];
      const more = places.length > placesNamed ? ` und ${places.length - placesNamed} weitere` : '';
      this.#notes.add(
        `In der Sprache „${language}“ fehlen ${missing.length} Texte; dort steht vorerst der Text der Sprache „${this.#main}“: ${places.slice(0, placesNamed).join(', ')}${more}`,
      );
    }
    return languages;
  }
}

/** `de-easy` of LimeSurvey is Leichte Sprache; `pt-br` is written `pt-BR`. Undefined where it is no tag of a language. */
function languageOf(tag: string): string | undefined {
  if (tag === 'de-easy') return 'de-simple';
  if (/^de-(in)?formal$/.test(tag)) return 'de';
  const [language = '', ...rest] = tag.replaceAll('_', '-').split('-');
  const written = [language.toLowerCase(), ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part))].join('-');
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(written) ? written : undefined;
}

/** Plain words are no markup. */
function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
