import type { CompiledForm, CompiledNode, Condition } from '@amt/forms';
import { type Locale, pick } from '@amt/i18n';
import { type ConditionWords, conditionWords } from './condition-words.ts';
import { hasExtraSheet, printedItems } from './instances.ts';
import { type PaperField, fieldsOf } from './paper-fields.ts';
import { labelOf, numbersOf } from './paper-order.ts';
import { conditionsOf } from './skips.ts';
import { type PaperTexts, paperTexts } from './texts.ts';

/** A question in its place; `spoken` is what stands before its number in tooltips ("Person 2"). */
export interface PaperQuestion {
  readonly kind: 'question';
  readonly number: number;
  readonly path: string;
  readonly node: CompiledNode;
  readonly label: string;
  readonly hint?: string;
  readonly optional: boolean;
  /** must be filled in whatever else is answered: a reader then says so */
  readonly required: boolean;
  /** instruction in place of a condition */
  readonly note?: string;
  readonly spoken: readonly string[];
  readonly fields: readonly PaperField[];
}
export interface PaperHeading {
  readonly kind: 'heading';
  readonly text: string;
  readonly hint?: string;
  readonly note?: string;
}
export interface PaperNote {
  readonly kind: 'note';
  readonly text: string;
  readonly tone: 'plain' | 'info' | 'warning';
}
export type PaperPart = PaperQuestion | PaperHeading | PaperNote;

export interface PaperSection {
  readonly title: string;
  readonly intro?: string;
  readonly note?: string;
  readonly parts: readonly PaperPart[];
}

/** What is printed, before anything has a place: pages of the form as sections, repeated groups as blocks, conditions as sentences. */
export interface PaperPlan {
  readonly form: CompiledForm;
  readonly locale: Locale;
  readonly m: PaperTexts;
  readonly numbers: ReadonlyMap<CompiledNode, number>;
  readonly words: ConditionWords;
  readonly sections: readonly PaperSection[];
  /** one further block of each group that may have more items than are printed */
  readonly extraSheets: readonly PaperSection[];
}

/** @param sentence clause for a condition, to follow "wenn"; {@link conditionWords} by default */
export function planPaper(form: CompiledForm, locale: Locale, sentence?: ConditionWords): PaperPlan {
  const numbers = numbersOf(form);
  const words = sentence ?? conditionWords(form, locale);
  const planner = new Planner(form, locale, numbers, words);
  const sections = form.tree.pages.map((page): PaperSection => {
    const { title, intro, when } = page.def;
    // What introduces questions that a signed-in person finds filled in speaks of the account: not so on paper.
    const prefilled = page.nodes.some(({ def }) => 'prefill' in def && def.prefill !== undefined);
    return {
      title: pick(title, locale),
      ...(intro === undefined || prefilled ? {} : { intro: pick(intro, locale) }),
      ...(when === undefined ? {} : { note: planner.fillIn([when]) }),
      parts: page.nodes.flatMap((node) => planner.partsOf(node, { prefix: '', conditions: [], spoken: [] })),
    };
  });
  const extraSheets = form.tree.nodes.filter(hasExtraSheet).map((node) => planner.extraSheet(node));
  return { form, locale, m: paperTexts(locale), numbers, words, sections, extraSheets };
}

interface Place {
  /** instance path of what the node lies in, with a dot at its end */
  readonly prefix: string;
  /** of groups without a heading of their own, handed down to their questions */
  readonly conditions: readonly Condition[];
  readonly spoken: readonly string[];
}

class Planner {
  readonly #form: CompiledForm;
  readonly #locale: Locale;
  readonly #numbers: ReadonlyMap<CompiledNode, number>;
  readonly #words: ConditionWords;
  readonly #m: PaperTexts;

  constructor(form: CompiledForm, locale: Locale, numbers: ReadonlyMap<CompiledNode, number>, words: ConditionWords) {
    this.#form = form;
    this.#locale = locale;
    this.#numbers = numbers;
    this.#words = words;
    this.#m = paperTexts(locale);
  }

  fillIn(conditions: readonly Condition[]): string {
    const condition = this.#clause(conditions);
    return condition === undefined ? this.#m.fillInMaybe() : this.#m.fillIn({ condition });
  }

  #encloseIf(conditions: readonly Condition[]): string {
    const condition = this.#clause(conditions);
    return condition === undefined ? this.#m.fillInMaybe() : this.#m.encloseIf({ condition });
  }

  partsOf(node: CompiledNode, place: Place): PaperPart[] {
    const { def } = node;
    const path = `${place.prefix}${node.id}`;
    const conditions = [...place.conditions, ...('when' in def && def.when !== undefined ? [def.when] : [])];
    const inside = { ...place, prefix: `${path}.` };
    if (node.kind === 'hidden') return [];
    if (node.kind === 'locked') return [this.#note(this.#m.derived({ label: labelOf(node, this.#locale) }), 'plain', [])];
    if (node.kind === 'label') return 'text' in def ? [this.#note(pick(def.text, this.#locale), def.tone ?? 'plain', conditions)] : [];
    if (node.kind === 'repeat') return this.#repeated(node, { ...inside, conditions });
    if (node.kind === 'group') {
      const label = labelOf(node, this.#locale);
      if (label === '') return node.children.flatMap((child) => this.partsOf(child, { ...inside, conditions }));
      return [
        this.#heading(node, label, conditions),
        ...node.children.flatMap((child) => this.partsOf(child, { ...inside, conditions: [] })),
      ];
    }
    const question = this.#question(node, path, conditions, place.spoken);
    if (node.kind !== 'choice') return [question];
    const branches = node.children.flatMap((branch): PaperPart[] => {
      if (branch.children.length === 0) return [];
      const text = this.#m.branch({ label: labelOf(branch, this.#locale), number: question.number });
      const parts = branch.children.flatMap((child) => this.partsOf(child, { ...inside, prefix: `${path}.${branch.id}.`, conditions: [] }));
      return [{ kind: 'heading', text, ...this.#hintOf(branch) }, ...parts];
    });
    return [question, ...branches];
  }

  extraSheet(node: CompiledNode): PaperSection {
    const title = this.#m.extra.title({ label: labelOf(node, this.#locale) });
    const max = 'itemLabel' in node.def ? node.def.max : 0;
    const place = { prefix: `${node.path}.`, conditions: [], spoken: [] };
    return { title, intro: this.#m.extra.note({ max }), parts: this.#item(node, printedItems(node), place, true) };
  }

  #repeated(node: CompiledNode, place: Place): PaperPart[] {
    const items = printedItems(node);
    const { def } = node;
    if (!('itemLabel' in def)) return [];
    const title = labelOf(node, this.#locale);
    const more = def.max > items ? (hasExtraSheet(node) ? this.#m.moreItems() : this.#m.moreItemsInside()) : undefined;
    const few = items > def.min && items > 1 ? this.#m.fewItems() : undefined;
    const hint = [def.hint && pick(def.hint, this.#locale), few, more].filter((text) => text !== undefined).join(' ');
    // The section's own title need not be said again.
    const repeated = title === pick(node.page.def.title, this.#locale) && !node.parent;
    const heading: PaperPart[] = repeated
      ? [
          ...(hint === '' ? [] : [this.#note(hint, 'plain', [])]),
          ...(place.conditions.length > 0 ? [this.#note(this.fillIn(place.conditions), 'info', [])] : []),
        ]
      : [{ kind: 'heading', text: title, ...(hint === '' ? {} : { hint }), ...this.#instruction(place.conditions) }];
    return [...heading, ...Array.from({ length: items }, (_, item) => this.#item(node, item, { ...place, conditions: [] }, false)).flat()];
  }

  #item(node: CompiledNode, item: number, place: Place, alone: boolean): PaperPart[] {
    if (!('itemLabel' in node.def)) return [];
    const text = this.#m.item({ label: pick(node.def.itemLabel, this.#locale), number: item + 1 });
    const spoken = [...place.spoken, text];
    const parts = node.children.flatMap((child) => this.partsOf(child, { prefix: `${place.prefix}${item}.`, conditions: [], spoken }));
    // On a sheet to be copied the number is written by hand.
    return [{ kind: 'heading', text: alone ? `${pick(node.def.itemLabel, this.#locale)} ____` : text }, ...parts];
  }

  #question(node: CompiledNode, path: string, conditions: readonly Condition[], spoken: readonly string[]): PaperQuestion {
    const { def } = node;
    const requiredWhen = 'requiredWhen' in def ? def.requiredWhen : undefined;
    const clause = requiredWhen === undefined ? undefined : this.#words(requiredWhen);
    const required = clause === undefined ? undefined : this.#m.requiredIf({ condition: clause });
    const shown = conditions.length === 0 ? undefined : node.kind === 'file' ? this.#encloseIf(conditions) : this.fillIn(conditions);
    const note = [shown, required].filter((text) => text !== undefined).join(' ');
    const optional = requiredWhen === undefined && 'required' in def && !(def.required ?? true);
    return {
      kind: 'question',
      number: this.#numbers.get(node) ?? 0,
      path,
      node,
      label: labelOf(node, this.#locale),
      optional,
      required: !optional && requiredWhen === undefined && node.owner === undefined && conditionsOf(node).length === 0,
      spoken,
      ...this.#hintOf(node),
      ...(note === '' ? {} : { note }),
      fields: fieldsOf(this.#form, node, path),
    };
  }

  #heading(node: CompiledNode, text: string, conditions: readonly Condition[]): PaperHeading {
    return { kind: 'heading', text, ...this.#hintOf(node), ...this.#instruction(conditions) };
  }

  #note(text: string, tone: PaperNote['tone'], conditions: readonly Condition[]): PaperNote {
    const condition = conditions.length === 0 ? undefined : this.#clause(conditions);
    return { kind: 'note', tone, text: condition === undefined ? text : `${this.#m.shownIf({ condition })} ${text}` };
  }

  #instruction(conditions: readonly Condition[]): { note?: string } {
    return conditions.length === 0 ? {} : { note: this.fillIn(conditions) };
  }

  #hintOf({ def, kind }: CompiledNode): { hint?: string } {
    const own = 'hint' in def && def.hint !== undefined ? pick(def.hint, this.#locale) : undefined;
    const many = kind === 'checkboxes' ? this.#m.chooseMany() : undefined;
    const hint = [own, many].filter((text) => text !== undefined).join(' ');
    return hint === '' ? {} : { hint };
  }

  #clause(conditions: readonly Condition[]): string | undefined {
    const [first] = conditions;
    if (first === undefined) return undefined;
    return this.#words(conditions.length === 1 ? first : { op: 'and', args: [...conditions] });
  }
}
