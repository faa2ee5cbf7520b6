import { type CompiledForm, optionsOf } from '@amt/forms';

/** A text by language; German always, perhaps empty while a form is being written. */
export type Words = { readonly de: string } & Readonly<Record<string, string | undefined>>;

/** What sentences must know of a node of a form. */
export interface NamedNode {
  readonly kind: string;
  readonly label?: Words | undefined;
  /** what can be chosen: options, cases of a choice group, columns of a matrix */
  readonly choices?: readonly Choice[] | undefined;
  /** of a matrix */
  readonly rows?: readonly Choice[] | undefined;
  /** of what is worked out: locked and hidden fields */
  readonly value?: unknown;
}

export interface Choice {
  readonly value: string;
  readonly label: Words;
}

/**
 * What sentences are made of. A form that is right fills it ({@link vocabularyOf}), and so does one that is still being written: what is asked for may
 * be missing, and is then called missing.
 */
export interface Vocabulary {
  /** the node at a path of the definition */
  readonly node: (path: string) => NamedNode | undefined;
  readonly computed: (id: string) => { readonly label?: Words | undefined; readonly value: unknown } | undefined;
}

/** The words of a form that is right. */
export function vocabularyOf(form: CompiledForm): Vocabulary {
  return {
    node: (path) => {
      const node = form.tree.byPath.get(path);
      if (!node) return undefined;
      const { def, kind } = node;
      const label = 'label' in def ? def.label : undefined;
      const named: NamedNode = { kind, label };
      if ('branches' in def) return { ...named, choices: def.branches.map((branch) => ({ value: branch.id, label: branch.label })) };
      if ('columns' in def) return { ...named, choices: def.columns, rows: def.rows };
      if ('value' in def) return { ...named, value: def.value };
      if ('kind' in def && (def.kind === 'select' || def.kind === 'radios' || def.kind === 'checkboxes'))
        return { ...named, choices: optionsOf(form.definition, def) };
      return named;
    },
    computed: (id) => form.definition.computed?.find((one) => one.id === id),
  };
}
