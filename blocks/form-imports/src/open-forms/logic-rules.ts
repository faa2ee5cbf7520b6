import { type Condition, type FormDefinition } from '@amt/forms';
import { compute, mustHold, requireWhen, showPageWhen, showWhen, type Change } from '../change.ts';
import type { FormDraft } from '../form-draft.ts';
import { type JsonPlace, isObject } from '../json-place.ts';
import { type SourceExpression, Uncertain, fieldsIn } from '../source-expression.ts';
import { translateCondition } from '../translate-expression.ts';
import { translateNumber } from '../translate-number.ts';
import { type Translation, not } from '../translation.ts';
import type { PlacedComponent } from './components.ts';
import { readJsonLogic } from './json-logic.ts';

/** A step of the form and the page it became. */
export interface PlacedStep {
  readonly uuid: string;
  readonly pageId: string;
  readonly applicable: boolean;
  /** paths of the questions on it */
  readonly paths: ReadonlySet<string>;
}
/** A variable that is no field. */
export interface UserVariable {
  readonly key: string;
  readonly computedId: string;
  readonly initial: unknown;
}

interface Effect {
  readonly trigger: JsonPlace;
  readonly rule: JsonPlace;
  readonly state: boolean;
}

/** An export writes snake_case, later versions camelCase. */
export function either(place: JsonPlace, snake: string, camel: string): JsonPlace {
  return place.at(snake).missing ? place.at(camel) : place.at(snake);
}

/** Reads the rules in their order; each effect on the same thing overrules those before it, so they are taken over together or not at all. */
export class LogicRules {
  readonly #draft: FormDraft;
  readonly #components: ReadonlyMap<string, PlacedComponent>;
  readonly #steps: ReadonlyMap<string, PlacedStep>;
  readonly #variables: ReadonlyMap<string, UserVariable>;
  readonly #hidden = new Map<string, Effect[]>();
  readonly #required = new Map<string, Effect[]>();
  readonly #applicable = new Map<string, Effect[]>();
  readonly #values = new Map<string, { readonly rule: JsonPlace; readonly trigger: JsonPlace; readonly value: JsonPlace }[]>();
  #rules = 0;

  constructor(draft: FormDraft, components: readonly PlacedComponent[], steps: readonly PlacedStep[], variables: readonly UserVariable[]) {
    this.#draft = draft;
    this.#components = new Map(components.map((one) => [one.grid === undefined ? one.key : `${one.grid}.${one.key}`, one]));
    this.#steps = new Map(steps.map((one) => [one.uuid, one]));
    this.#variables = new Map(variables.map((one) => [one.key, one]));
  }

  read(rules: readonly JsonPlace[]): void {
    const inOrder = rules.map((rule, i) => ({ rule, order: rule.at('order').number() ?? i })).toSorted((a, b) => a.order - b.order);
    for (const { rule } of inOrder) {
      const trigger = either(rule, 'json_logic_trigger', 'jsonLogicTrigger');
      const from = either(rule, 'trigger_from_step', 'triggerFromStep');
      if (!from.empty) this.#open('Die Regel gilt erst ab einem Schritt; hier gilt sie immer.', rule);
      for (const action of rule.at('actions').list()) this.#action(rule, trigger, action);
    }
    for (const [path, effects] of this.#hidden) this.#show(path, effects);
    for (const [path, effects] of this.#required) this.#require(path, effects);
    for (const [uuid, effects] of this.#applicable) this.#apply(uuid, effects);
    for (const [key, rules] of this.#values) this.#compute(key, rules);
    this.#rest();
  }

  #open(text: string, rule: JsonPlace, at?: string): void {
    this.#draft.note(`${text} Regel: ${rule.words()}`.slice(0, 4000), at, sourceOf(rule));
  }

  #action(rule: JsonPlace, trigger: JsonPlace, outer: JsonPlace): void {
    const action = outer.at('action');
    const type = action.at('type').text() ?? '';
    const component = this.#components.get(outer.at('component').word() ?? '');
    const step = this.#steps.get((either(outer, 'form_step_uuid', 'formStepUuid').text() ?? '') || stepIn(outer));
    switch (type) {
      case 'property':
        return component
          ? this.#property(rule, trigger, action, component)
          : this.#open('Eine Regel für ein Feld, das es nicht gibt.', rule);
      case 'step-not-applicable':
      case 'step-applicable':
        if (step) push(this.#applicable, step.uuid, { trigger, rule, state: type === 'step-applicable' });
        else this.#open('Eine Regel für einen Schritt, den es nicht gibt.', rule);
        return;
      case 'disable-next':
        return step ? this.#block(rule, trigger, step) : this.#open('Eine Regel für einen Schritt, den es nicht gibt.', rule);
      case 'variable':
      case 'value': {
        const key = outer.at('variable').word() || outer.at('component').word() || '';
        push(this.#values, key, { rule, trigger, value: action.at('value') });
        return;
      }
      default:
        return this.#open(`„${type}“ gibt es hier nicht.`, rule, component?.path);
    }
  }

  #property(rule: JsonPlace, trigger: JsonPlace, action: JsonPlace, component: PlacedComponent): void {
    const name = action.at('property').at('value').text() ?? '';
    const { value } = action.at('state');
    if (name === 'hidden' && typeof value === 'boolean') return push(this.#hidden, component.path, { trigger, rule, state: !value });
    const required = name === 'validate.required' ? value : name === 'validate' && isObject(value) ? value['required'] : undefined;
    if (typeof required === 'boolean') return push(this.#required, component.path, { trigger, rule, state: required });
    this.#open(`Die Eigenschaft „${name}“ ändert sich hier nicht.`, rule, component.path);
  }

  /** Shown at the end: what the last rule that applies says, else as the component begins. */
  #show(path: string, effects: readonly Effect[]): void {
    const component = [...this.#components.values()].find((one) => one.path === path);
    const kept = keptOf(effects, path);
    this.#draft.translate(kept, (with_) => {
      const shown = folded(!component?.hidden, effects, scoped(with_, component?.grid));
      return shown === true ? [] : showWhen(path, shown, kept);
    });
  }

  #require(path: string, effects: readonly Effect[]): void {
    const component = [...this.#components.values()].find((one) => one.path === path);
    const kept = keptOf(effects, path);
    this.#draft.translate(kept, (with_) => {
      if (component?.required || effects.some(({ state }) => !state)) throw new Uncertain('eine Pflicht, die wieder aufgehoben wird');
      return requireWhen(path, folded(false, effects, scoped(with_, component?.grid)), kept);
    });
  }

  #apply(uuid: string, effects: readonly Effect[]): void {
    const step = this.#steps.get(uuid);
    if (!step) return;
    const kept = keptOf(effects);
    this.#draft.translate(kept, (with_) => {
      const shown = folded(step.applicable, effects, with_);
      return shown === true ? [] : showPageWhen(step.pageId, shown, kept);
    });
  }

  /** Nobody gets on while the trigger holds: a rule at the answer it is about, where that answer must be there for the trigger to hold. */
  #block(rule: JsonPlace, trigger: JsonPlace, step: PlacedStep): void {
    const kept = { original: `disable-next: ${trigger.words()}`, source: sourceOf(rule) };
    this.#draft.translate(kept, (with_) => {
      const read = readJsonLogic(trigger.value);
      const condition = translateCondition(read, with_);
      const at = fieldsIn(read)
        .filter((name) => impliesAnswer(read, name))
        .map((name) => with_.lookup(name))
        .find((found) => found && found.is !== 'computed' && step.paths.has(found.path));
      if (!at || at.is === 'computed') throw new Uncertain('es ist nicht sicher, an welcher Antwort es liegt');
      const message = this.#draft.texts.of({ de: 'Mit dieser Angabe geht es hier nicht weiter.' }, at.path) ?? { de: '–' };
      this.#draft.note('Die Vorlage hält hier an, ohne zu sagen, warum. Bitte die Meldung schreiben.', at.path, kept.source);
      const made: NonNullable<FormDefinition['rules']>[number] = {
        id: `regel${++this.#rules}`,
        valid: not(condition),
        message,
        at: at.path,
      };
      return mustHold(made, { ...kept, at: at.path });
    });
  }

  #compute(key: string, rules: readonly { readonly rule: JsonPlace; readonly trigger: JsonPlace; readonly value: JsonPlace }[]): void {
    const variable = this.#variables.get(key);
    const [only] = rules;
    if (!variable || !only || rules.length > 1) {
      for (const { rule } of rules)
        this.#open('Die Regel setzt einen Wert; hier werden Antworten nicht überschrieben.', rule, this.#components.get(key)?.path);
      return;
    }
    const kept = { original: only.rule.words(), source: sourceOf(only.rule) };
    this.#draft.translate(kept, (with_): Change => {
      const computed = translateNumber(readJsonLogic(only.value.value), with_, translateCondition);
      const always = only.trigger.value === true || only.trigger.words() === '{"!!":[true]}';
      if (always) return compute(variable.computedId, computed.expression, kept);
      if (typeof variable.initial !== 'number' || computed.type !== 'number')
        throw new Uncertain('ein Wert, der nur manchmal gesetzt wird');
      const when = translateCondition(readJsonLogic(only.trigger.value), with_);
      return compute(variable.computedId, { op: 'if', args: [when, computed.expression, variable.initial] }, kept);
    });
  }

  /** Variables nobody sets keep what they begin with; components that begin hidden and that no rule shows are never seen. */
  #rest(): void {
    for (const { key, computedId, initial } of this.#variables.values()) {
      if (this.#values.has(key)) continue;
      const kept = { original: `Variable ${key} = ${JSON.stringify(initial)}`, source: 'formVariables' };
      this.#draft.translate(kept, () => {
        if (typeof initial !== 'number' && typeof initial !== 'boolean' && (typeof initial !== 'string' || initial === ''))
          throw new Uncertain('ohne Anfangswert');
        return compute(computedId, initial, kept);
      });
    }
    for (const one of this.#components.values()) {
      if (!one.hidden || this.#hidden.has(one.path)) continue;
      const kept = { at: one.path, original: 'hidden = true', source: 'formDefinitions' };
      this.#draft.note('In der Vorlage verborgen, und keine Regel zeigt es. Es wird hier nie gezeigt.', one.path);
      this.#draft.translate(kept, () => showWhen(one.path, false, kept));
    }
  }
}

/** Inside a repeating group a rule speaks of the entry at hand. */
function scoped(with_: Translation, grid: string | undefined): Translation {
  return grid === undefined ? with_ : { ...with_, lookup: (name) => with_.lookup(name) ?? with_.lookup(`${grid}.${name}`) };
}

function folded(begin: boolean, effects: readonly Effect[], with_: Translation): Condition {
  return effects.reduce<Condition>((before, { trigger, state }) => {
    const holds = translateCondition(readJsonLogic(trigger.value), with_);
    if (state) return before === true || holds === true ? true : before === false ? holds : { op: 'or', args: [before, holds] };
    if (before === false || holds === true) return false;
    return before === true ? not(holds) : { op: 'and', args: [before, not(holds)] };
  }, begin);
}

/** Whether the condition can hold only where the field is answered. */
function impliesAnswer(condition: SourceExpression, name: string): boolean {
  if (condition.is === 'field') return condition.name === name;
  if (condition.is !== 'call') return false;
  const { op, args } = condition;
  if (op === 'and') return args.some((arg) => impliesAnswer(arg, name));
  if (op === 'or') return args.length > 0 && args.every((arg) => impliesAnswer(arg, name));
  if (!['eq', 'lt', 'lte', 'gt', 'gte', 'contains', 'anyOf'].includes(op)) return false;
  const [a, b] = args;
  const said = b?.is === 'value' && b.value !== null && b.value !== '' && b.value !== false;
  return a?.is === 'field' && a.name === name && (said || b?.is === 'list' || b?.is === 'call');
}

function stepIn(outer: JsonPlace): string {
  const url = either(outer, 'form_step', 'formStep').text() ?? '';
  return /([0-9a-f-]{36})\/?$/.exec(url)?.[1] ?? '';
}

function keptOf(effects: readonly Effect[], at?: string): { at?: string; original: string; source: string } {
  const [first] = effects;
  return {
    ...(at !== undefined && { at }),
    original: effects.map(({ rule }) => rule.words()).join('\n'),
    source: first ? sourceOf(first.rule) : 'formLogic',
  };
}

const sourceOf = (rule: JsonPlace): string => rule.path.slice(-100);

function push<K, V>(map: Map<K, V[]>, key: K, entry: V): void {
  const found = map.get(key);
  if (found) found.push(entry);
  else map.set(key, [entry]);
}
