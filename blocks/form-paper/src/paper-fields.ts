import { type CompiledForm, type CompiledNode, type FieldOption, optionsOf } from '@amt/forms';

/** A choice as it stands on the sheet; `state` is the value of the PDF field when it is ticked. */
export interface PaperOption {
  readonly state: string;
  readonly value: string;
  readonly label: FieldOption['label'] | 'yes' | 'no' | 'enclosed';
  readonly hint?: FieldOption['hint'];
}

/**
 * A field of the PDF. Names are those of the inputs of the web form (`birthDate-day`, `household.0.income`, `contact.choice`), so that what is read can be
 * taken in the same way; only boxes of which several may be ticked have a name each.
 */
export type PaperField =
  | { readonly type: 'text'; readonly name: string; readonly part?: string }
  | { readonly type: 'list'; readonly name: string; readonly options: readonly PaperOption[] }
  | { readonly type: 'radio'; readonly name: string; readonly part?: string; readonly options: readonly PaperOption[] }
  | { readonly type: 'box'; readonly name: string; readonly input: string; readonly option: PaperOption };

/** More choices than this are not printed as boxes: a list to open on screen, a line to write on, the choices at the end. */
const mostBoxes = 30;

export const enclosedSuffix = '-enclosed';

/** The PDF fields of a question at an instance path (`household.0.income`). */
export function fieldsOf(form: CompiledForm, { def }: CompiledNode, path: string): readonly PaperField[] {
  if ('branches' in def)
    return [{ type: 'radio', name: `${path}.choice`, options: def.branches.map(({ id, label, hint }) => plain(id, label, hint)) }];
  if (!('kind' in def)) return [];
  const text = (part: string, name = `${path}.${part}`): PaperField => ({ type: 'text', name, part });
  switch (def.kind) {
    case 'group':
    case 'repeat':
    case 'label':
    case 'locked':
    case 'hidden':
      return [];
    case 'date':
      return ['day', 'month', 'year'].map((part) => text(part, `${path}-${part}`));
    case 'datetime':
      return ['day', 'month', 'year', 'time'].map((part) => text(part, `${path}-${part}`));
    case 'address':
      return ['street', 'houseNumber', 'postalCode', 'city'].map((part) => text(part));
    case 'place':
      return ['text', 'lat', 'lon'].map((part) => text(part));
    case 'signature':
      return [text('name')];
    case 'bool':
      return [{ type: 'radio', name: path, options: [plain('yes', 'yes'), plain('no', 'no')] }];
    case 'declaration':
      return [{ type: 'box', name: path, input: path, option: plain('yes', def.label) }];
    case 'file':
      return [{ type: 'box', name: path + enclosedSuffix, input: path + enclosedSuffix, option: plain('yes', 'enclosed') }];
    case 'matrix': {
      const options = statesOf(def.columns);
      return def.rows.map((row) => ({ type: 'radio', name: `${path}.${row.value}`, part: row.value, options }));
    }
    case 'select':
    case 'radios': {
      const options = statesOf(optionsOf(form.definition, def));
      return [{ type: options.length > mostBoxes ? 'list' : 'radio', name: path, options }];
    }
    case 'checkboxes':
      return statesOf(optionsOf(form.definition, def)).map((option) => ({
        type: 'box',
        name: `${path}.${option.state}`,
        input: path,
        option,
      }));
    default:
      return [{ type: 'text', name: path }];
  }
}

function plain(value: string, label: PaperOption['label'], hint?: FieldOption['hint']): PaperOption {
  return { state: value, value, label, ...(hint === undefined ? {} : { hint }) };
}

/** A state is a PDF name and a level of a field's name, so only plain signs will do; other values go by their place in the list. */
function statesOf(options: readonly FieldOption[]): readonly PaperOption[] {
  return options.map(({ value, label, hint }, at) => ({
    ...plain(value, label, hint),
    state: /^[A-Za-z0-9_-]+$/.test(value) && value !== 'Off' && !/^option-\d+$/.test(value) ? value : `option-${at}`,
  }));
}
