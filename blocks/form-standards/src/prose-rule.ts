import type { Condition, FormNode } from '@amt/forms';
import type { ElementFinder } from './find-element.ts';
import type { BoundRule, Placed } from './form-of-xdf.ts';
import type { FormList } from './lists-of.ts';
import { type RuleEffect, type RuleTranslation, filled } from './rule-effect.ts';
import { compareWithValue } from './rule-literal.ts';
import { readableProse } from './readable-prose.ts';

/**
 * Rules of XDatenfelder are German prose. Read is only what this grammar says; every other sentence is left to the author. `REF` is an id with an
 * optional word before and name after it: `das Datenfeld F60000243 „Straße“`.
 *
 *     rule       = "Wenn" condition [","] ["dann"] effect | effect | comparison
 *     condition  = test { "und" test } | test { "oder" test }                       (not mixed)
 *     test       = REF ("=" | "ist" | "ist gleich" | "entspricht" | "hat den Wert") VALUE
 *                | REF ("≠" | "<>" | "ist nicht" | "ist ungleich") VALUE | REF ("<" | "<=" | ">" | ">=") VALUE
 *                | REF ("befüllt" | "ausgefüllt" | "angegeben") ("ist" | "wurde") | REF "ist" ["nicht"] FILLED | REF "ist leer"
 *     effect     = ("muss" | "müssen") REF { ("," | "und") REF } FILLED "werden" | ("darf" | "dürfen") REF … "nicht" FILLED "werden"
 *                | REF "muss" FILLED "werden" | REF "darf nicht" FILLED "werden"
 *                | "Es muss" ("entweder" REF "oder" REF | "mindestens eine der Angaben" REF {"," | "oder" REF}) FILLED "werden"
 *     comparison = REF "muss" ("nach" | "vor") REF "liegen" | REF "darf nicht" ("nach" | "vor") REF "liegen"
 *                | REF "darf nicht in der" ("Zukunft" | "Vergangenheit") "liegen"
 *                | REF "muss" ("größer" | "kleiner") ["oder gleich"] ["als"] (REF | VALUE) "sein"
 */
export function translateProse(
  bound: BoundRule,
  finder: ElementFinder,
  lists: Readonly<Record<string, FormList>>,
): RuleTranslation | undefined {
  const original = bound.rule.text;
  if (original === undefined) return undefined;
  const effects = new Sentence(original, bound, finder, lists).read();
  return effects && { source: `FIM ${bound.rule.id}`, original, ...(bound.path !== undefined && { at: bound.path }), effects };
}

const article = String.raw`(?:(?:das|die|der|dem|den|im)\s+)?(?:(?:Daten)?feld(?:gruppe)?(?:es|s)?\s+)?`;
const named = String.raw`(?:\s*\(?[„"»][^“"”«]{1,200}[“"”«]\)?)?`;
const ref = String.raw`${article}([FG]\d{1,11})${named}`;
const oneOfMany = String.raw`${article}[FG]\d{1,11}${named}`;
const refs = String.raw`(${oneOfMany}(?:\s*(?:,|und|sowie)\s*${oneOfMany})*)`;
const given = '(?:befüllt|ausgefüllt|angegeben|gefüllt)';
const rule = (source: string): RegExp => new RegExp(`^${source}$`, 'iu');

const patterns = {
  when: /^(?:Wenn|Falls|Sofern)\s+(.+?)(?:,\s*(?:dann\s+|so\s+)?|\s+dann\s+)((?:muss|müssen|darf|dürfen|ist|sind)\s.+)$/iu,
  equal: rule(String.raw`${ref}\s*(?:=|==|ist gleich|ist|entspricht|hat den Wert|den Wert)\s*(.+?)(?:\s+(?:ist|hat))?`),
  notEqual: rule(String.raw`${ref}\s*(?:≠|<>|!=|ist nicht gleich|ist ungleich|ungleich|ist nicht)\s*(.+?)(?:\s+ist)?`),
  order: rule(String.raw`${ref}\s*(<=|>=|<|>|≤|≥)\s*(.+?)(?:\s+ist)?`),
  isGiven: rule(String.raw`${ref}\s+(?:ist\s+|wurde\s+)?(nicht\s+)?${given}(?:\s+(?:ist|wurde|wird))?`),
  isEmpty: rule(String.raw`${ref}\s+(?:ist\s+)?leer(?:\s+ist)?`),
  must: rule(String.raw`(?:muss|müssen)\s+${refs}\s+(?:zwingend\s+)?${given}\s+(?:werden|sein)`),
  mustNot: rule(String.raw`(?:darf|dürfen)\s+${refs}\s+nicht\s+${given}\s+(?:werden|sein)`),
  refMust: rule(String.raw`${refs}\s+(?:muss|müssen)\s+(?:zwingend\s+)?${given}\s+(?:werden|sein)`),
  refMustNot: rule(String.raw`${refs}\s+(?:darf|dürfen)\s+nicht\s+${given}\s+(?:werden|sein)`),
  oneOfTwo: rule(String.raw`Es muss entweder\s+${ref}\s+oder\s+${ref}\s+${given}\s+(?:werden|sein)`),
  atLeastOne: rule(
    String.raw`Es muss mindestens (?:eine|eines) der (?:Angaben|Felder|Datenfelder|Feldgruppen|Datenfeldgruppen)\s+(.+?)\s+${given}\s+(?:werden|sein)`,
  ),
  dateOrder: rule(String.raw`${ref}\s+(muss|darf nicht)\s+(nach|vor)\s+${ref}\s+liegen`),
  dateToday: rule(String.raw`${ref}\s+darf nicht in der (Zukunft|Vergangenheit) liegen`),
  numberOrder: rule(String.raw`${ref}\s+muss\s+(größer|kleiner)\s+(oder gleich\s+|gleich\s+)?(?:als\s+)?(.+?)\s+sein`),
};

class Sentence {
  readonly #words: string;
  /** the rule as people read it whose answers break it */
  readonly #message: string;
  readonly #bound: BoundRule;
  readonly #finder: ElementFinder;
  readonly #lists: Readonly<Record<string, FormList>>;

  constructor(original: string, bound: BoundRule, finder: ElementFinder, lists: Readonly<Record<string, FormList>>) {
    this.#words = original.replace(/\s+/gu, ' ').trim().replace(/\.$/u, '');
    this.#bound = bound;
    this.#finder = finder;
    this.#lists = lists;
    this.#message = bound.rule.message ?? readableProse(original, (id) => labelOf(this.#find(id)?.node));
  }

  /** @returns undefined for everything that is not surely read, also for two sentences */
  read(): RuleEffect[] | undefined {
    if (this.#words.length > 600 || /\.\s/u.test(this.#words)) return undefined;
    const [, conditionText, effectText] = patterns.when.exec(this.#words) ?? [];
    if (conditionText === undefined || effectText === undefined) return this.#comparison() ?? this.#effect(this.#words, undefined);
    const condition = this.#condition(conditionText);
    return condition === undefined ? undefined : this.#effect(effectText, condition);
  }

  #condition(words: string): Condition | undefined {
    const and = words.split(/\s+und\s+(?=(?:das |die |der )?(?:Daten)?(?:feld)?(?:gruppe)?\s*[FG]\d)/iu);
    const or = words.split(/\s+oder\s+(?=(?:das |die |der )?(?:Daten)?(?:feld)?(?:gruppe)?\s*[FG]\d)/iu);
    if (and.length > 1 && or.length > 1) return undefined;
    const parts = (and.length > 1 ? and : or).map((part) => this.#test(part.trim()));
    if (!parts.every((part) => part !== undefined)) return undefined;
    const [first] = parts;
    return parts.length === 1 ? first : { op: and.length > 1 ? 'and' : 'or', args: parts };
  }

  #test(words: string): Condition | undefined {
    const [, emptyId] = patterns.isEmpty.exec(words) ?? [];
    if (emptyId !== undefined) return this.#given(emptyId, false);
    const [, givenId, negated] = patterns.isGiven.exec(words) ?? [];
    if (givenId !== undefined) return this.#given(givenId, negated === undefined);
    const [, otherId, other] = patterns.notEqual.exec(words) ?? [];
    if (otherId !== undefined && other !== undefined) return this.#compare(otherId, 'not_equal', other);
    const [, orderId, sign = '', limit] = patterns.order.exec(words) ?? [];
    if (orderId !== undefined && limit !== undefined) return this.#compare(orderId, signs[sign] ?? 'lt', limit);
    const [, id, value] = patterns.equal.exec(words) ?? [];
    return id !== undefined && value !== undefined ? this.#compare(id, 'equal', value) : undefined;
  }

  #effect(words: string, condition: Condition | undefined): RuleEffect[] | undefined {
    const [, required] = patterns.must.exec(words) ?? patterns.refMust.exec(words) ?? [];
    if (required !== undefined) return this.#each('require', required, condition);
    const [, forbidden] = patterns.mustNot.exec(words) ?? patterns.refMustNot.exec(words) ?? [];
    if (forbidden !== undefined && condition !== undefined) return this.#each('forbid', forbidden, condition);
    const [, first, second] = patterns.oneOfTwo.exec(words) ?? [];
    if (first !== undefined && second !== undefined && condition === undefined) return this.#ofSeveral('xor', [first, second]);
    const [, several] = patterns.atLeastOne.exec(words) ?? [];
    return several !== undefined && condition === undefined ? this.#ofSeveral('or', idsIn(several)) : undefined;
  }

  #each(effect: 'require' | 'forbid', words: string, condition: Condition | undefined): RuleEffect[] | undefined {
    const targets = idsIn(words).map((id) => this.#find(id));
    if (targets.length === 0 || !targets.every((target) => target !== undefined)) return undefined;
    return targets.map((target) => ({ effect, target, ...(condition !== undefined && { condition }), message: this.#message }));
  }

  /** The rule shows at the element it hangs on, else at the first it names. */
  #ofSeveral(op: 'xor' | 'or', ids: readonly string[]): RuleEffect[] | undefined {
    const found = ids.map((id) => this.#find(id));
    if (found.length < 2 || !found.every((one) => one !== undefined)) return undefined;
    const own = this.#finder.find(this.#bound.around.at(-1) ?? '', this.#bound.around);
    const target = own?.node.kind === 'group' ? own : undefined;
    if (!target) return undefined;
    return [{ effect: 'valid', target, condition: { op, args: found.map((one) => filled(one.node, one.path)) }, message: this.#message }];
  }

  #comparison(): RuleEffect[] | undefined {
    const [, first, verb, side, second] = patterns.dateOrder.exec(this.#words) ?? [];
    if (first !== undefined && second !== undefined) {
      const op = verb === 'muss' ? (side === 'nach' ? 'gt' : 'lt') : side === 'nach' ? 'lte' : 'gte';
      return this.#ordered(first, op, second, ['date', 'datetime']);
    }
    const [, dated, when] = patterns.dateToday.exec(this.#words) ?? [];
    const day = dated === undefined ? undefined : this.#find(dated);
    if (day?.node.kind === 'date')
      return [
        {
          effect: 'valid',
          target: day,
          condition: { op: when === 'Zukunft' ? 'lte' : 'gte', args: [{ answer: day.path }, { fact: 'today' }] },
          message: this.#message,
        },
      ];
    const [, id, direction, orEqual, limit] = patterns.numberOrder.exec(this.#words) ?? [];
    if (id === undefined || limit === undefined) return undefined;
    const op = direction === 'größer' ? (orEqual === undefined ? 'gt' : 'gte') : orEqual === undefined ? 'lt' : 'lte';
    const [other] = idsIn(limit);
    if (other !== undefined) return this.#ordered(id, op, other, ['int', 'number', 'currency']);
    const target = this.#find(id);
    const condition = this.#compare(id, op, limit);
    return target && condition !== undefined ? [{ effect: 'valid', target, condition, message: this.#message }] : undefined;
  }

  #ordered(a: string, op: 'lt' | 'lte' | 'gt' | 'gte', b: string, kinds: readonly string[]): RuleEffect[] | undefined {
    const left = this.#find(a);
    const right = this.#find(b);
    if (!left || !right || !kinds.includes(left.node.kind) || !kinds.includes(right.node.kind)) return undefined;
    // where the other is not answered there is nothing to compare
    const condition: Condition = {
      op: 'or',
      args: [
        { op: 'is_empty', args: [{ answer: right.path }] },
        { op, args: [{ answer: left.path }, { answer: right.path }] },
      ],
    };
    return [{ effect: 'valid', target: left, condition, message: this.#message }];
  }

  #given(id: string, wanted: boolean): Condition | undefined {
    const found = this.#find(id);
    if (!found) return undefined;
    const condition = filled(found.node, found.path);
    return wanted ? condition : { op: 'not', args: [condition] };
  }

  #compare(id: string, op: Parameters<typeof compareWithValue>[2], words: string): Condition | undefined {
    const found = this.#find(id);
    const value = words.trim().replace(/^[„"»'](.+)[“"”«']$/u, '$1');
    // a value that goes on as a sentence is none
    if (!found || value.length > 60 || /[FG]\d{5,}/u.test(value)) return undefined;
    return compareWithValue(found.node, found.path, op, value, this.#lists);
  }

  #find(id: string): Placed | undefined {
    return this.#finder.find(id, this.#bound.around);
  }
}

function labelOf(node: FormNode | undefined): string | undefined {
  return node && 'label' in node && node.label !== undefined && node.label.de !== '' ? node.label.de : undefined;
}

const signs: Readonly<Record<string, 'lt' | 'lte' | 'gt' | 'gte'>> = {
  '<': 'lt',
  '<=': 'lte',
  '≤': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '≥': 'gte',
};

function idsIn(words: string): string[] {
  return [...words.matchAll(/\b[FG]\d{1,11}\b/gu)].map(([id]) => id);
}
