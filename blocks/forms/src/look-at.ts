import type { Answers, Facts } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import { compileExpression } from './compile-expression.ts';
import type { Expression } from './expression.ts';
import type { CompiledNode } from './form-tree.ts';
import { type Frame, itemFrames, rootFrame, visible } from './frame.ts';
import { jsonOf } from './json-of.ts';
import type { Json } from './answers.ts';
import type { Place } from './place.ts';
import type { ValueType } from './value-type.ts';

/** Looks at single expressions and nodes of a form as the evaluation would, without evaluating all of it. */
export interface Look {
  /**
   * What an expression comes to.
   *
   * @param item instance path of the item it stands in (`household.0`); of the form itself without
   * @returns undefined when it is absent, or when there is no such item
   */
  readonly valueOf: (expression: Expression, item?: string) => Json | undefined;
  /** Whether the node at an instance path (`household.0.income`) is shown. */
  readonly isShown: (instancePath: string) => boolean;
}

export function lookAt(form: CompiledForm, answers: Answers, facts: Facts): Look {
  const frame = rootFrame({ tree: form.tree, facts, computed: new Map(), computations: form.computations, pages: [] }, answers);
  return {
    valueOf: (expression, item) => {
      const at = item === undefined ? frame : itemFrame(form, frame, item);
      const compiled = at && compileExpression(expression, placeIn(form, at.repeat));
      return compiled && jsonOf(compiled.run(at));
    },
    isShown: (instancePath) => {
      const node = form.tree.byPath.get(instancePath.replace(/\.\d+(?=\.|$)/g, ''));
      if (!node) return false;
      const owner = /^(.*\.\d+)(?:\.[^\d].*)?$/.exec(instancePath)?.[1];
      const at = node.owner === undefined ? frame : owner === undefined ? undefined : itemFrame(form, frame, owner);
      return at !== undefined && visible(node, at);
    },
  };
}

/** Type of an expression of a form that is right; `within` is the path of the repeat group it stands in. */
export function typeOfExpression(form: CompiledForm, expression: Expression, within?: string): ValueType | undefined {
  return compileExpression(expression, placeIn(form, within === undefined ? undefined : form.tree.byPath.get(within)))?.type;
}

/** The form is compiled already: its values are taken from there, and nothing is reported. */
function placeIn(form: CompiledForm, repeat: CompiledNode | undefined): Place {
  const { definition, tree } = form;
  return {
    definition,
    tree,
    scope: repeat ? scopeOf(repeat) : [],
    pointer: '',
    report: () => undefined,
    reads: () => undefined,
    compile: compileExpression,
    computed: (id) => {
      const type = form.typeOf({ computed: id });
      const run = form.computations.get(id);
      return type && run && { type, run };
    },
    derived: (node) => {
      const type = 'value' in node.def && node.def.value !== undefined ? form.typeOf(node.def.value) : undefined;
      return type && node.derive && { type, run: node.derive };
    },
  };
}

function scopeOf(repeat: CompiledNode): CompiledNode[] {
  return [repeat, ...(repeat.owner ? scopeOf(repeat.owner) : [])];
}

/** `household.0.incomes.2`: the frame of this item, where it is there. */
function itemFrame(form: CompiledForm, root: Frame, item: string): Frame | undefined {
  let frame: Frame | undefined = root;
  let path = '';
  for (const step of item.split('.')) {
    if (!/^\d+$/.test(step)) {
      path = path === '' ? step : `${path}.${step}`;
      continue;
    }
    const repeat = form.tree.byPath.get(path);
    frame = repeat && frame && itemFrames(repeat, frame)[Number(step)];
    if (!frame) return undefined;
  }
  return frame;
}
