import type { FormNode } from '@amt/forms';
import { showWhen } from '../change.ts';
import type { JsonPlace } from '../json-place.ts';
import { NodeNames } from '../node-names.ts';
import { type SourceExpression, Uncertain, call, field, value } from '../source-expression.ts';
import { translateCondition } from '../translate-expression.ts';
import { type ComponentPlace, wordsOf } from './component-place.ts';
import { fieldOf } from './form-io-field.ts';

/** Where a component stands in the new form, for rules that show or hide it. */
export interface PlacedComponent {
  readonly key: string;
  readonly path: string;
  readonly type: string;
  /** not shown unless a rule shows it */
  readonly hidden: boolean;
  readonly required: boolean;
  readonly grid?: string;
}

const dead = new Set(['softRequiredErrors', 'button']);

/** Components one after the other, with what is inside of them. */
export function nodesOf(components: readonly JsonPlace[], place: ComponentPlace, placed: PlacedComponent[]): FormNode[] {
  return components.flatMap((component): FormNode[] => {
    const type = component.at('type').text() ?? '';
    if (dead.has(type)) return [];
    const node = nodeOf(component, type, place, placed);
    if (!node) return [];
    const path = place.prefix + node.id;
    placed.push({
      key: component.at('key').word() ?? '',
      path,
      type,
      hidden: component.at('hidden').flag() === true,
      required: component.at('validate').at('required').flag() === true,
      ...(place.grid !== undefined && { grid: place.grid }),
    });
    showOnCondition(component, path, place);
    return [node];
  });
}

function nodeOf(component: JsonPlace, type: string, place: ComponentPlace, placed: PlacedComponent[]): FormNode | undefined {
  switch (type) {
    case 'fieldset':
      return group(component, component.at('components').list(), place, placed);
    case 'columns':
      return group(
        component,
        component
          .at('columns')
          .list()
          .flatMap((column) => column.at('components').list()),
        place,
        placed,
      );
    case 'editgrid':
      return grid(component, place, placed);
    default:
      return fieldOf(component, place);
  }
}

function group(component: JsonPlace, inside: readonly JsonPlace[], place: ComponentPlace, placed: PlacedComponent[]): FormNode | undefined {
  const { draft, main } = place;
  const named = component.at('type').text() === 'fieldset' && component.at('hideHeader').flag() !== true;
  const label = named ? wordsOf(component, 'label', main) : {};
  const id = place.names.take(component.at('key').word(), label[main] ?? 'gruppe');
  const path = place.prefix + id;
  const fields = nodesOf(inside, { ...place, names: new NodeNames(), prefix: `${path}.` }, placed);
  if (fields.length === 0) {
    draft.note(`Eine Gruppe ohne Felder wurde weggelassen: ${id}`);
    return undefined;
  }
  return {
    kind: 'group',
    id,
    ...draft.optional('label', label, path),
    ...draft.optional('hint', wordsOf(component, 'tooltip', main), path),
    fields,
  };
}

function grid(component: JsonPlace, place: ComponentPlace, placed: PlacedComponent[]): FormNode | undefined {
  const { draft, main } = place;
  const key = component.at('key').word() ?? '';
  const words = wordsOf(component, 'label', main);
  const id = place.names.take(key, words[main] ?? 'liste');
  const path = place.prefix + id;
  const name = place.grid === undefined ? key : `${place.grid}.${key}`;
  const fields = nodesOf(component.at('components').list(), { ...place, names: new NodeNames(), prefix: `${path}.`, grid: name }, placed);
  if (fields.length === 0) {
    draft.note(`Eine Liste ohne Felder wurde weggelassen: ${id}`);
    return undefined;
  }
  draft.means(name, { is: 'answer', path, type: 'items' });
  const validate = component.at('validate');
  const least = validate.at('minLength').number() ?? (validate.at('required').flag() === true ? 1 : 0);
  const most = validate.at('maxLength').number() ?? 200;
  if (most > 200) draft.note(`Mehr als 200 Einträge sind nicht möglich (verlangt: ${most}).`, path);
  const label = draft.label(words, key, path);
  return {
    kind: 'repeat',
    id,
    label,
    ...draft.optional('hint', wordsOf(component, 'description', main), path),
    itemLabel: draft.texts.of(wordsOf(component, 'groupLabel', main), path) ?? label,
    min: Math.max(0, Math.min(Math.floor(least), 200)),
    max: Math.max(1, Math.min(Math.floor(most), 200)),
    fields,
  };
}

/** The simple condition of Form.io: shown, or not shown, where another component has a value. */
function showOnCondition(component: JsonPlace, path: string, { draft, grid }: ComponentPlace): void {
  const conditional = component.at('conditional');
  if (conditional.missing) return;
  const when = conditional.at('when').word() ?? '';
  const show = conditional.at('show').value;
  if (when === '' || show === null || show === undefined || show === '') return;
  const kept = { at: path, original: `conditional = ${conditional.words()}`, source: conditional.path.slice(-100) };
  draft.translate(kept, (with_) => {
    const known = (name: string) => with_.lookup(name) ?? (grid === undefined ? undefined : with_.lookup(`${grid}.${name}`));
    const equal = equality(when, conditional.at('eq').value, known);
    const shown = show === true || show === 'true' ? equal : call('not', equal);
    return showWhen(path, translateCondition(shown, { ...with_, lookup: known }), kept);
  });
}

/** Of boxes that may be ticked, the value is the name of a box. */
function equality(when: string, eq: unknown, lookup: (name: string) => unknown): SourceExpression {
  if (typeof eq !== 'string' && typeof eq !== 'boolean' && typeof eq !== 'number') throw new Uncertain('ein Vergleich ohne Wert');
  const box = `${when}.${String(eq)}`;
  return lookup(box) === undefined ? call('eq', field(when), value(eq)) : field(box);
}
