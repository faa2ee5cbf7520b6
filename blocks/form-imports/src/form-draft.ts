import { ImportNotes, type ImportRemark, noteOpenFacts, slug } from '@amt/form-standards';
import type { DefinitionText, FieldOption, FormDefinition, FormNode } from '@amt/forms';
import { type Change, compute } from './change.ts';
import { ImportFault } from './import-fault.ts';
import type { JsonPlace } from './json-place.ts';
import { reachedName } from './journey.ts';
import { FormIndex } from './node-at.ts';
import { NodeNames } from './node-names.ts';
import type { Lookup, Operand } from './operand.ts';
import { type Product, productNames } from './product.ts';
import { settle } from './settle.ts';
import { type SourceExpression, Uncertain } from './source-expression.ts';
import { Texts, type Words } from './texts.ts';
import { translateCondition } from './translate-expression.ts';
import type { Dialect, Translation } from './translation.ts';

/** What a file of another product does not say about a form. */
export interface FormFacts {
  /** id of the form; made from its title without */
  readonly id?: string;
  readonly ownerUnit?: string;
  readonly serviceKeys?: FormDefinition['serviceKeys'];
}

/** A form in our words; what is open is among its remarks, and a form with remarks is not published. */
export interface ImportedForm {
  readonly definition: FormDefinition;
  readonly remarks: readonly ImportRemark[];
}

/** One choice of a list as a product has it. */
export interface SourceChoice {
  readonly value: string;
  readonly label: Words;
  readonly hint?: Words;
}

type Page = FormDefinition['pages'][number];
const mostChoices = 5000;

/** A form under way: nodes and texts first, then conditions and calculations, which may read any of them. */
export class FormDraft {
  readonly notes = new ImportNotes();
  readonly texts: Texts;
  readonly names = new NodeNames();
  readonly product: string;
  readonly #facts: FormFacts;
  readonly #dialect: Dialect;
  readonly #operands = new Map<string, Operand>();
  readonly #ambiguous = new Set<string>();
  readonly #later: (() => void)[] = [];
  readonly #changes: Change[] = [];
  readonly #pages: Page[] = [];
  readonly #pageIds = new Set<string>();
  readonly #sections: NonNullable<FormDefinition['sections']> = [];
  readonly #lists: NonNullable<FormDefinition['lists']> = {};

  constructor(product: Product, main: string, dialect: Dialect, facts: FormFacts) {
    this.product = productNames[product];
    this.texts = new Texts(this.notes, main);
    this.#dialect = dialect;
    this.#facts = facts;
  }

  /** What a name of the product means here; where it means two things, nobody knows which, and a condition that says it is not certain. */
  means(name: string, operand: Operand): void {
    if (this.#operands.has(name)) this.#ambiguous.add(name);
    else this.#operands.set(name, operand);
  }

  meaning(name: string): Operand | undefined {
    return this.#operands.get(name);
  }

  /** @throws Uncertain */
  #certain(name: string): Operand | undefined {
    if (this.#ambiguous.has(name)) throw new Uncertain(`„${name}“ heißt mehr als ein Feld`);
    return this.#operands.get(name);
  }

  note(text: string, at?: string, source?: string): void {
    this.notes.add(text, at === '' ? undefined : at, source);
  }

  /** A text that must be there; where the product has none, the name stands in, and it is said. */
  label(words: Words, otherwise: string, at: string): DefinitionText {
    const found = this.texts.of(words, at);
    if (found) return found;
    this.note('Ohne Beschriftung in der Vorlage. Bitte beschriften.', at);
    return this.texts.same(otherwise === '' ? '–' : otherwise, at);
  }

  /** `{ [name]: text }` where the product says something. */
  optional<Name extends string>(name: Name, words: Words, at: string): { [key in Name]?: DefinitionText } {
    const found = this.texts.of(words, at);
    return found ? ({ [name]: found } as { [key in Name]: DefinitionText }) : {};
  }

  /** Choices with values that are unique here, and how to get from the product's values to ours. */
  choices(items: readonly SourceChoice[], at: string): { options: FieldOption[]; values: Map<string, string> } {
    if (items.length > mostChoices)
      throw new ImportFault({ code: 'too-many-values', message: `more than ${mostChoices} choices at "${at.slice(0, 100)}"` });
    const values = new Map<string, string>();
    const taken = new Set<string>();
    const twice = new Set<string>();
    const options = items.map(({ value, label, hint }): FieldOption => {
      const base = value.trim() === '' ? 'leer' : value.length > 100 ? slug(value, 90) : value;
      let own = base;
      for (let n = 2; taken.has(own); n++) own = `${base.slice(0, 90)}-${n}`;
      taken.add(own);
      if (values.has(value)) twice.add(value);
      else values.set(value, own);
      return {
        value: own,
        label: this.texts.of(label, at) ?? this.texts.same(value.trim() === '' ? own : value, at),
        ...(hint && this.optional('hint', hint, at)),
      };
    });
    for (const value of twice) {
      values.delete(value);
      this.note(`Der Wert „${value.slice(0, 120)}“ steht mehr als einmal zur Auswahl. Bedingungen, die ihn nennen, sind nicht sicher.`, at);
    }
    return { options, values };
  }

  list(id: string, entries: FieldOption[]): void {
    this.#lists[id] = { entries };
  }

  section(id: string, title: DefinitionText): void {
    this.#sections.push({ id, title });
  }

  /** @returns the page's id; undefined where it has nothing on it */
  page(
    title: DefinitionText,
    wished: string,
    fields: readonly FormNode[],
    more: Partial<Pick<Page, 'intro' | 'section'>> = {},
  ): string | undefined {
    if (fields.length === 0 && more.intro === undefined) return undefined;
    const base = slug(wished, 50);
    let id = base;
    for (let n = 2; this.#pageIds.has(id); n++) id = `${base}-${n}`;
    this.#pageIds.add(id);
    const [first] = fields;
    // a page that only says something says it in a label
    const { intro, ...rest } = more;
    const onlyText = first === undefined && intro !== undefined;
    this.#pages.push({
      id,
      title,
      ...rest,
      ...(intro !== undefined && !onlyText && { intro }),
      fields: onlyText ? [{ kind: 'label', id: this.names.take(undefined, `text ${id}`), text: intro }] : [...fields],
    });
    return id;
  }

  /**
   * Translates when everything is placed. What is not certain becomes a remark with the original's words.
   * @param lookup other meanings of names, as inside of a repeat group
   */
  translate(
    kept: Pick<Change, 'at' | 'original' | 'source'>,
    build: (with_: Translation) => Change | readonly Change[],
    lookup?: Lookup,
  ): void {
    this.#later.push(() => {
      try {
        const doubt = (text: string): void => this.note(`${text}: ${kept.original}`.slice(0, 4000), kept.at, kept.source);
        const with_ = { dialect: this.#dialect, doubt, lookup: (name: string) => lookup?.(name) ?? this.#certain(name) };
        const built = build(with_);
        this.#changes.push(...(Array.isArray(built) ? (built as readonly Change[]) : [built as Change]));
      } catch (problem) {
        if (!(problem instanceof Uncertain)) throw problem;
        this.note(`Nicht übernommen, weil nicht sicher ist, was gemeint ist (${problem.message}): ${kept.original}`, kept.at, kept.source);
      }
    });
  }

  /** Values that say whether a page is reached, for pages that would have to say it again and again. */
  reach(helpers: ReadonlyMap<string, SourceExpression>): void {
    const names = new NodeNames();
    for (const [id, expression] of helpers) {
      const computedId = names.take(undefined, `erreicht ${id}`);
      this.means(reachedName(id), { is: 'computed', id: computedId, type: 'bool' });
      const kept = { original: `Wege zur Seite ${id}`, source: id.slice(0, 100) };
      this.translate(kept, (with_) => compute(computedId, translateCondition(expression, with_), kept));
    }
  }

  /** Says which properties of a part were not taken over: those that are neither read nor known to be about looks alone. */
  leftOver(place: JsonPlace, known: ReadonlySet<string>, at: string | undefined): void {
    const open = place.keys().filter((key) => !known.has(key) && !place.at(key).empty);
    if (open.length === 0) return;
    const words = open.map((key) => `${key} = ${place.at(key).words().slice(0, 300)}`).join('; ');
    this.note(`Eigenschaften der Vorlage, die nicht übernommen wurden: ${words}`.slice(0, 4000), at, place.path.slice(-100));
  }

  /** @param title of the form; @param unsaid what else the file does not say */
  finish(title: Words, description: Words): ImportedForm {
    const words = this.texts.of(title, undefined) ?? this.texts.same(`Formular aus ${this.product}`, undefined);
    const about = this.texts.of(description, undefined);
    if (this.#pages.length === 0) {
      this.note('Die Datei hat keine Fragen.');
      const text = { de: 'Dieses Formular hat noch keine Fragen.' };
      this.page(words, 'seite', [{ kind: 'label', id: 'leer', text }]);
    }
    for (const next of this.#later) next();
    const facts = this.#facts;
    const languages = this.texts.complete();
    noteOpenFacts(this.notes, { ...facts, languages: languages.join(', ') });
    this.notes.add('Auf welcher Rechtsgrundlage werden die Angaben erhoben?', undefined, undefined, 'legalBasis');
    completeOwn(this.#pages, languages);
    const id = facts.id ?? slug(words['de'], 60);
    const drafted: FormDefinition = {
      id,
      version: '1.0.0',
      title: words,
      ...(about && { description: about }),
      serviceKeys: facts.serviceKeys ?? [{ scheme: 'city', key: id }],
      ownerUnit: facts.ownerUnit ?? 'offen',
      legalBasis: [{ citation: 'offen' }],
      retention: { submissionMonths: 12, draftDays: 30 },
      trustLevel: 'none',
      languages,
      ...(this.#sections.length > 0 && { sections: this.#sections }),
      pages: this.#pages,
      ...(Object.keys(this.#lists).length > 0 && { lists: this.#lists }),
    };
    const definition = settle(drafted, this.#changes, this.notes);
    const index = new FormIndex(definition);
    // a place that is no node (a page, a section) is said in words
    const remarks = this.notes.list().map((remark) => {
      const { at, ...rest } = remark;
      return at === undefined || index.node(at) ? remark : { ...rest, text: `${at}: ${rest.text}`.slice(0, 4000) };
    });
    return { definition: { ...definition, remarks }, remarks };
  }
}

/** Words of our own (of a page without questions) are German and stand so in every language until translated. */
function completeOwn(pages: readonly Page[], languages: readonly string[]): void {
  for (const { fields } of pages)
    for (const node of fields)
      if (node.kind === 'label' && node.id === 'leer')
        for (const language of languages) if (language !== 'de-simple') node.text[language] ??= node.text.de;
}
