import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale, pick } from '@amt/i18n';
import { type FieldError as SummaryEntry, button, details, fieldset, notice, radios } from '@amt/ui';
import { answerAt, isEmpty, isRecord } from '../answers.ts';
import type { Choice, Repeat } from '../definition.ts';
import type { Condition } from '../expression.ts';
import { errorText } from '../error-text.ts';
import type { NodeState } from '../evaluate-root.ts';
import type { FieldError } from '../field-error.ts';
import type { CompiledNode } from '../form-tree.ts';
import { messages } from '../messages.ts';
import type { OpenedDraft } from '../opened-draft.ts';
import type { RawInput } from '../parse-input.ts';
import { valueText } from '../summary.ts';
import { blocksOf } from '../sheet-places.ts';
import { type ScreenView, errorAnchor, fieldAnchor, fieldView } from './field-view.ts';
import { textOf } from './rich-text.ts';

export interface SheetProps {
  readonly opened: OpenedDraft;
  /** printed number of each question, by path without item numbers */
  readonly numbers: ReadonlyMap<string, number>;
  /** what the sheet prints in place of a condition: "Nur ausfüllen, wenn …" */
  readonly instruction: (condition: Condition) => string | undefined;
  /** what is shown as it was typed, by path */
  readonly raw: Readonly<Record<string, RawInput>>;
  readonly errors: readonly FieldError[];
  readonly fileHref: (fileId: string) => string;
  readonly locale: Locale;
}

/**
 * All questions of a form at once, in the order and with the numbers of the printed sheet, for those who type in what was written on it. Before anything
 * is saved every question is open, with its instruction; afterwards what conditions hide is folded away as not applicable, and still within reach.
 * Inputs are named as in the wizard; buttons send `_add` (path of a repeated group), `_remove` (path of an item), `_removeFile` (id).
 */
export function sheetView(props: SheetProps): Html {
  const sheet = new Sheet(props);
  return html`<div class="amt-sheet">${props.opened.form.tree.pages.map((page) => sheet.page(page.nodes))}</div>`;
}

/** What the error summary lists: number, question, fault; each with the id of its control. */
export function sheetErrors(props: SheetProps): SummaryEntry[] {
  const view = screenView(props);
  return props.errors.map((error) => {
    const node = props.opened.evaluation.nodes.get(error.path)?.node;
    const name = node ? nameOf(props, node) : '';
    const text = errorText(error, props.locale);
    const whole = name === '' || error.message ? text : `${name}: ${text}`;
    const item = blockName(props, node, error.path);
    return {
      field: node?.kind === 'repeat' ? fieldAnchor(error.path) : errorAnchor(view, error),
      message: item === undefined ? whole : messages[props.locale].sheet.block({ item, label: whole }),
    };
  });
}

/** What is stored at some paths, in words, where somebody else has saved something different. */
export function storedAt(props: SheetProps, paths: readonly string[]): { readonly label: string; readonly value: string }[] {
  const { evaluation } = props.opened;
  return paths.map((path) => {
    const state = evaluation.nodes.get(path);
    return { label: state ? nameOf(props, state.node) : path, value: state ? valueText(evaluation, state, props.locale) : '' };
  });
}

/** "7 Einkommen", "12–15 Mietvertrag". */
function nameOf({ numbers, locale }: SheetProps, node: CompiledNode): string {
  const label = 'label' in node.def && node.def.label ? pick(node.def.label, locale) : '';
  return messages[locale].sheet.label({ numbers: rangeOf(numbers, [node]), label }).trim();
}

/** "7", "12–15": the printed numbers of some nodes and all within them; empty where nothing is numbered. */
function rangeOf(numbers: SheetProps['numbers'], nodes: readonly CompiledNode[]): string {
  const own = nodes.flatMap(numbersIn).flatMap((path) => numbers.get(path) ?? []);
  const [first] = own;
  const last = own.at(-1);
  return first === undefined ? '' : first === last ? String(first) : `${first}–${last}`;
}

/** Paths of a question, or of all in a group. */
function numbersIn(node: CompiledNode): string[] {
  return [node.path, ...node.children.flatMap(numbersIn)];
}

/** "Person 2" of the item a path lies in. */
function blockName({ locale }: SheetProps, node: CompiledNode | undefined, path: string): string | undefined {
  const def = node?.owner?.def;
  if (!def || !('itemLabel' in def)) return undefined;
  const number = path.split('.').findLast((step) => /^\d+$/.test(step));
  return messages[locale].question.item({ label: pick(def.itemLabel, locale), number: Number(number) + 1 });
}

function screenView({ opened, numbers, raw, errors, fileHref, locale }: SheetProps): ScreenView {
  return {
    evaluation: opened.evaluation,
    provenance: opened.draft.provenance,
    raw,
    errors: new Map(errors.map((error) => [error.path, error])),
    fileHref,
    locale,
    terse: true,
    lead: (path) => numberMark(numbers, path),
  };
}

function numberMark(numbers: ReadonlyMap<string, number>, path: string): HtmlValue {
  const number = numbers.get(path.replace(/\.\d+(?=\.)/g, ''));
  return number === undefined ? '' : html`<span class="amt-sheet__number">${number}</span> `;
}

/** Where a node stands: in an item that is not there yet, in something that is hidden already. */
interface Where {
  readonly prefix: string;
  readonly blank: boolean;
  readonly hidden: boolean;
}

class Sheet {
  readonly #props: SheetProps;
  readonly #view: ScreenView;
  readonly #m: (typeof messages)[Locale]['sheet'];
  /** nothing has been saved: nothing is known not to apply */
  readonly #untouched: boolean;

  constructor(props: SheetProps) {
    this.#props = props;
    this.#view = screenView(props);
    this.#m = messages[props.locale].sheet;
    this.#untouched = props.opened.draft.revision === 0;
  }

  page(nodes: readonly CompiledNode[]): Html {
    const [first] = nodes;
    if (!first) return html``;
    const { def } = first.page;
    const { locale, opened } = this.#props;
    const title = pick(def.title, locale);
    const hidden = !this.#untouched && !opened.pages.some(({ page }) => page.id === def.id);
    const body = this.#grid(nodes, { prefix: '', blank: false, hidden });
    const heading = html`<h2 class="amt-sheet__title">${title}</h2>`;
    if (!hidden) return html`<section class="amt-sheet__page">${heading}${this.#note(def.when)}${body}</section>`;
    const filled = nodes.some((node) => this.#isFilled(node.path));
    return html`<section class="amt-sheet__page">${heading}${this.#folded(rangeOf(this.#props.numbers, nodes), filled, body)}</section>`;
  }

  #grid(nodes: readonly CompiledNode[], where: Where): Html {
    return html`<div class="amt-sheet__grid">${nodes.map((node) => this.#node(node, where))}</div>`;
  }

  #node(node: CompiledNode, where: Where): HtmlValue {
    if (node.kind === 'label' || node.kind === 'hidden') return '';
    const path = `${where.prefix}${node.id}`;
    const { opened } = this.#props;
    const state = opened.evaluation.nodes.get(path);
    if (node.kind === 'locked') return state ? this.#cell(node, fieldView(this.#view, state)) : '';
    const hidden = !state && !where.blank && !where.hidden && !this.#untouched;
    const shown = state ?? {
      path,
      node,
      value: answerAt(opened.draft.answers, node.kind === 'choice' ? `${path}.choice` : path),
      required: true,
    };
    const body = this.#body(shown, { ...where, hidden: where.hidden || hidden });
    if (hidden) return html`<div class="amt-sheet__wide">${this.#folded(nameOf(this.#props, node), this.#isFilled(path), body)}</div>`;
    return this.#cell(node, html`${this.#note('when' in node.def ? node.def.when : undefined)}${body}`);
  }

  #cell({ kind }: CompiledNode, body: HtmlValue): Html {
    return wide.has(kind) ? html`<div class="amt-sheet__wide">${body}</div>` : html`<div>${body}</div>`;
  }

  #body(state: NodeState, where: Where): HtmlValue {
    const { node, path } = state;
    const inside = { ...where, prefix: `${path}.` };
    switch (node.kind) {
      case 'group':
      case 'branch': {
        const body = this.#grid(node.children, inside);
        const label = 'label' in node.def ? node.def.label : undefined;
        return label && node.children.length > 0
          ? fieldset({ legend: textOf(label, this.#props.locale), id: fieldAnchor(path), body })
          : node.children.length > 0
            ? body
            : '';
      }
      case 'choice':
        return this.#choice(state, node.def as Choice, inside);
      case 'repeat':
        return this.#repeat(node, node.def as Repeat, path, where);
      default:
        return fieldView(this.#view, state);
    }
  }

  #choice({ path, node, value, required }: NodeState, def: Choice, inside: Where): Html {
    const { locale, errors } = this.#props;
    const error = errors.find((one) => one.path === path);
    const question = radios({
      name: `${path}.choice`,
      label: html`${numberMark(this.#props.numbers, path)}${textOf(def.label, locale)}`,
      locale,
      optional: !required,
      options: def.branches.map((branch) => ({ value: branch.id, label: textOf(branch.label, locale) })),
      value: typeof value === 'string' ? value : undefined,
      ...(error ? { error: errorText(error, locale) } : {}),
    });
    return html`${question}${node.children.filter((branch) => branch.children.length > 0).map((branch) => this.#node(branch, inside))}`;
  }

  #repeat(node: CompiledNode, def: Repeat, path: string, where: Where): Html {
    const { locale, errors, opened } = this.#props;
    const m = messages[locale].question;
    const { items, blocks } = blocksOf(node, opened.draft.answers, path);
    const error = errors.find((one) => one.path === path);
    const label = pick(def.itemLabel, locale);
    const block = (i: number): Html => {
      const item = `${path}.${i}`;
      const title = m.item({ label, number: i + 1 });
      const remove =
        i < items
          ? html`<p>${button({ label: this.#m.removeItem(), about: title, kind: 'link', icon: 'trash', small: true, name: '_remove', value: item })}</p>`
          : '';
      const body = this.#grid(node.children, { ...where, prefix: `${item}.`, blank: where.blank || i >= items });
      return fieldset({ legend: title, id: fieldAnchor(item), body: html`${body}${remove}` });
    };
    const add = button({ label: m.add({ label }), kind: 'secondary', icon: 'add', small: true, name: '_add', value: path });
    return fieldset({
      legend: html`${numberMark(this.#props.numbers, path)}${textOf(def.label, locale)}`,
      id: fieldAnchor(path),
      body: html`${error ? html`<p class="amt-field__error">${errorText(error, locale)}</p>` : ''}${Array.from({ length: blocks }, (_, i) => block(i))}<input type="hidden" name="_blocks.${path}" value="${blocks}" />${blocks >= def.max ? '' : html`<p>${add}</p>`}`,
    });
  }

  /** Instructions stand where nothing is known yet; later the answers themselves tell what applies. */
  #note(condition: Condition | undefined): HtmlValue {
    if (condition === undefined || !this.#untouched) return '';
    const text = this.#props.instruction(condition);
    return text === undefined ? '' : html`<p class="amt-sheet__note">${text}</p>`;
  }

  #folded(name: string, filled: boolean, body: HtmlValue): Html {
    if (filled) return html`${notice({ tone: 'warning', title: name, body: html`<p>${this.#m.notSent()}</p>` })}${body}`;
    return details({ summary: name === '' ? this.#m.notAsked() : this.#m.notAskedOf({ name }), body });
  }

  #isFilled(path: string): boolean {
    return (
      holdsAnswer(answerAt(this.#props.opened.draft.answers, path)) ||
      Object.keys(this.#props.raw).some((other) => other === path || other.startsWith(`${path}.`))
    );
  }
}

const wide = new Set<CompiledNode['kind']>([
  'group',
  'branch',
  'choice',
  'repeat',
  'textarea',
  'address',
  'place',
  'signature',
  'matrix',
  'file',
  'locked',
]);

function holdsAnswer(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => holdsAnswer(one));
  return isRecord(value) ? Object.values(value).some((one) => holdsAnswer(one)) : !isEmpty(value);
}
