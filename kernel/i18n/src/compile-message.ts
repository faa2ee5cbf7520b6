import {
  isArgumentElement,
  isDateElement,
  isDateTimeSkeleton,
  isLiteralElement,
  isNumberElement,
  isNumberSkeleton,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTagElement,
  isTimeElement,
  parse,
  type DateElement,
  type MessageFormatElement,
  type NumberElement,
  type PluralElement,
  type SelectElement,
  type TimeElement,
} from '@formatjs/icu-messageformat-parser';
import type { Locale } from './locale.ts';

/** How a message uses an argument; decides the argument's type. */
export type ArgumentKind = 'text' | 'number' | 'choice' | 'flag' | 'date' | 'time' | 'tag';

/** One message of one language, as TypeScript. */
export interface CompiledMessage {
  /** an expression over `v`, the object of the arguments */
  readonly expression: string;
  readonly arguments: ReadonlyMap<string, ArgumentKind>;
  /** made of markup: the message returns `Html` and its arguments are escaped */
  readonly markup: boolean;
}

/** Made once per compiled file, above the messages. */
export interface Formatters {
  /** name of the constant that holds a formatter made by this expression */
  constant(expression: string): string;
}

/** Tags that stand for themselves; every other tag is an argument, a function from `Html` to `Html`. */
const phraseTags = new Set(['b', 'strong', 'em', 'i', 'code', 'small']);

/**
 * Compiles an ICU MessageFormat 1 text.
 * @throws Error in words when the text cannot be parsed or uses an argument in two ways that exclude each other.
 */
export function compileMessage(text: string, locale: Locale, formatters: Formatters): CompiledMessage {
  let elements: MessageFormatElement[];
  try {
    elements = parse(text, { shouldParseSkeletons: true, requiresOtherClause: true });
  } catch (fault) {
    throw new Error(`not a valid ICU message: ${fault instanceof Error ? fault.message : String(fault)}`, { cause: fault });
  }
  const compiler = new MessageCompiler(locale, formatters, containsTag(elements));
  const expression = compiler.sequence(elements, undefined);
  return {
    expression: compiler.markup ? `trusted(${expression})` : expression,
    arguments: compiler.arguments,
    markup: compiler.markup,
  };
}

/** The kind that serves both uses, or undefined when they exclude each other. */
export function mergeKinds(one: ArgumentKind, other: ArgumentKind): ArgumentKind | undefined {
  if (one === other) return one;
  const pair = new Set([one, other]);
  if (pair.has('tag')) return undefined;
  if (pair.has('date') && pair.has('time')) return 'time';
  if (pair.has('text') && pair.has('number')) return 'number';
  if (pair.has('text') && pair.has('choice')) return 'choice';
  return undefined;
}

class MessageCompiler {
  readonly arguments = new Map<string, ArgumentKind>();
  readonly markup: boolean;
  readonly #locale: string;
  readonly #formatters: Formatters;

  constructor(locale: Locale, formatters: Formatters, markup: boolean) {
    this.#locale = quote(locale);
    this.#formatters = formatters;
    this.markup = markup;
  }

  /** @param pound what `#` stands for inside a plural */
  sequence(elements: readonly MessageFormatElement[], pound: string | undefined): string {
    const parts: string[] = [];
    let literal = '';
    const endLiteral = () => {
      if (literal !== '') parts.push(quote(literal));
      literal = '';
    };
    for (const element of elements) {
      if (isLiteralElement(element)) literal += this.markup ? escapeMarkup(element.value) : element.value;
      else if (isTagElement(element) && phraseTags.has(element.value)) {
        literal += `<${element.value}>`;
        endLiteral();
        parts.push(this.sequence(element.children, pound));
        literal += `</${element.value}>`;
      } else {
        endLiteral();
        parts.push(this.#element(element, pound));
      }
    }
    endLiteral();
    // an expression that is not a string at its left end would add numbers
    if (parts.length === 0 || !/^["`(]/.test(parts[0] ?? '')) parts.unshift('""');
    return parts.length === 1 ? (parts[0] ?? '""') : `(${parts.join(' + ')})`;
  }

  #element(element: MessageFormatElement, pound: string | undefined): string {
    if (isPoundElement(element)) return pound === undefined ? quote('#') : `formatNumber(${pound}, ${this.#locale})`;
    if (isArgumentElement(element)) {
      const value = this.#argument(element.value, 'text');
      return this.markup ? `render(${value})` : value;
    }
    if (isNumberElement(element)) return this.#number(element);
    if (isDateElement(element)) return this.#dateOrTime(element, 'date');
    if (isTimeElement(element)) return this.#dateOrTime(element, 'time');
    if (isPluralElement(element)) return this.#plural(element);
    if (isSelectElement(element)) return this.#select(element, pound);
    if (isTagElement(element)) return `render(${this.#argument(element.value, 'tag')}(trusted(${this.sequence(element.children, pound)})))`;
    throw new Error('a part of the message is of a kind the compiler does not know');
  }

  #argument(name: string, kind: ArgumentKind): string {
    const before = this.arguments.get(name);
    const merged = before === undefined ? kind : mergeKinds(before, kind);
    if (merged === undefined) throw new Error(`argument "${name}" is used as ${before} and as ${kind}`);
    this.arguments.set(name, merged);
    return /^[A-Za-z_$][\w$]*$/.test(name) ? `v.${name}` : `v[${quote(name)}]`;
  }

  #number(element: NumberElement): string {
    const value = this.#argument(element.value, 'number');
    const style = element.style;
    if (style === undefined || style === null || style === '') return `formatNumber(${value}, ${this.#locale})`;
    if (isNumberSkeleton(style)) {
      const { scale, ...options } = style.parsedOptions;
      return `${this.#numberFormatter(options, scale)}(${value})`;
    }
    const named: Record<string, Intl.NumberFormatOptions> = {
      integer: { maximumFractionDigits: 0 },
      percent: { style: 'percent', maximumFractionDigits: 1 },
    };
    const options = typeof style === 'string' ? named[style] : undefined;
    if (!options) throw new Error(`number style of "${element.value}" is not integer, percent or a ::skeleton`);
    return `${this.#numberFormatter(options)}(${value})`;
  }

  #numberFormatter(options: object, scale?: number): string {
    const more = scale === undefined ? '' : `, ${scale}`;
    return this.#formatters.constant(`numberFormatter(${this.#locale}, ${JSON.stringify(options)}${more})`);
  }

  #dateOrTime(element: DateElement | TimeElement, kind: 'date' | 'time'): string {
    const value = this.#argument(element.value, kind);
    const style = element.style;
    let options: Intl.DateTimeFormatOptions;
    if (isDateTimeSkeleton(style)) options = style.parsedOptions;
    else {
      const name = style === undefined || style === null || style === '' ? (kind === 'date' ? 'long' : 'short') : style;
      if (name !== 'short' && name !== 'medium' && name !== 'long' && name !== 'full') {
        throw new Error(`${kind} style of "${element.value}" is not short, medium, long, full or a ::skeleton`);
      }
      options = kind === 'date' ? { dateStyle: name } : { timeStyle: name };
    }
    return `${this.#formatters.constant(`dateFormatter(${this.#locale}, ${JSON.stringify(options)})`)}(${value})`;
  }

  #plural(element: PluralElement): string {
    const value = this.#argument(element.value, 'number');
    const shown = element.offset === 0 ? value : `(${value} - ${element.offset})`;
    const rule = `${element.pluralType === 'ordinal' ? 'ordinal' : 'cardinal'}(${this.#locale}, ${shown})`;
    const exact: string[] = [];
    const categories: string[] = [];
    for (const [name, option] of Object.entries(element.options)) {
      if (name === 'other') continue;
      const result = this.sequence(option.value, shown);
      if (name.startsWith('=')) exact.push(`${value} === ${Number(name.slice(1))} ? ${result} : `);
      else categories.push(`${rule} === ${quote(name)} ? ${result} : `);
    }
    return `(${exact.join('')}${categories.join('')}${this.sequence(element.options['other']?.value ?? [], shown)})`;
  }

  #select(element: SelectElement, pound: string | undefined): string {
    const names = Object.keys(element.options).filter((name) => name !== 'other');
    const isFlag = names.length > 0 && names.every((name) => name === 'true' || name === 'false');
    const value = this.#argument(element.value, isFlag ? 'flag' : 'choice');
    const cases = names.map(
      (name) => `${value} === ${isFlag ? name : quote(name)} ? ${this.sequence(element.options[name]?.value ?? [], pound)} : `,
    );
    return `(${cases.join('')}${this.sequence(element.options['other']?.value ?? [], pound)})`;
  }
}

function containsTag(elements: readonly MessageFormatElement[]): boolean {
  return elements.some((element) => {
    if (isTagElement(element)) return true;
    if (isPluralElement(element) || isSelectElement(element))
      return Object.values(element.options).some((option) => containsTag(option.value));
    return false;
  });
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
