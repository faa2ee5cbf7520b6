import { type Answers, type Facts, type Json, isRecord } from './answers.ts';
import type { CompiledNode, CompiledPage, Compute, FormTree } from './form-tree.ts';

/** One evaluation: what it works on and what it has worked out so far. Everything is computed at most once, when first asked for. */
export interface Run {
  readonly tree: FormTree;
  readonly facts: Facts;
  readonly computed: Map<string, unknown>;
  readonly computations: ReadonlyMap<string, Compute>;
  readonly pages: (boolean | undefined)[];
}

/** Where an expression is evaluated: the form itself, or one item of a repeat group. */
export interface Frame {
  readonly run: Run;
  readonly repeat: CompiledNode | undefined;
  readonly item: Readonly<Record<string, Json>>;
  readonly parent: Frame | undefined;
  /** instance path of the item with a dot at the end: `household.0.`; empty for the form itself */
  readonly prefix: string;
  /** visibility by slot: 0 not known yet, 1 visible, 2 hidden */
  readonly memo: Uint8Array;
  /** frames of the items of repeat groups directly in this one */
  readonly items: Map<CompiledNode, Frame[]>;
}

export function rootFrame(run: Run, answers: Answers): Frame {
  return {
    run,
    repeat: undefined,
    item: answers,
    parent: undefined,
    prefix: '',
    memo: new Uint8Array(run.tree.slots.get(undefined) ?? 0),
    items: new Map(),
  };
}

/** The frame a node lives in, seen from a frame inside of it. */
function frameOf(node: CompiledNode, from: Frame): Frame {
  let frame = from;
  while (frame.repeat !== node.owner && frame.parent) frame = frame.parent;
  return frame;
}

export function pageVisible(page: CompiledPage, frame: Frame): boolean {
  if (!page.when) return true;
  const { pages } = frame.run;
  let known = pages[page.index];
  if (known === undefined) {
    let root = frame;
    while (root.parent) root = root.parent;
    pages[page.index] = known = page.when(root) === true;
  }
  return known;
}

/** Whether the node is there: its page, all groups around it, the chosen branch and its own condition. */
export function visible(node: CompiledNode, from: Frame): boolean {
  const frame = frameOf(node, from);
  const known = frame.memo[node.slot];
  if (known) return known === 1;
  const { parent } = node;
  const there =
    (parent ? visible(parent, frame) : pageVisible(node.page, frame)) &&
    (node.kind !== 'branch' || (parent !== undefined && container(parent, frame)?.['choice'] === node.id)) &&
    (node.when === undefined || node.when(frame) === true);
  frame.memo[node.slot] = there ? 1 : 2;
  return there;
}

/** The object that holds the answers of a group, a branch or a choice, whether visible or not. */
function container(group: CompiledNode, frame: Frame): Readonly<Record<string, Json>> | undefined {
  const value = stored(group, frame);
  return isRecord(value) ? value : undefined;
}

/** The answer as it is kept, whether visible or not. */
export function stored(node: CompiledNode, from: Frame): Json | undefined {
  const frame = frameOf(node, from);
  const around = node.parent === undefined || node.parent === node.owner ? frame.item : container(node.parent, frame);
  // ids that objects inherit are refused in definitions
  return around?.[node.id];
}

/** What rules see of a node: its stored answer, or its worked-out value, and nothing when it is hidden. */
export function seen(node: CompiledNode, from: Frame): unknown {
  if (!visible(node, from)) return undefined;
  if (node.derive) return node.derive(frameOf(node, from));
  const value = stored(node, from);
  return value === null ? undefined : value;
}

/** One frame per item of a repeat group seen from `from`; of nested groups not in scope, the items of all of them one after the other. */
export function itemFrames(repeat: CompiledNode, from: Frame): Frame[] {
  if (!inScope(repeat.owner, from) && repeat.owner) return itemFrames(repeat.owner, from).flatMap((frame) => itemFrames(repeat, frame));
  const frame = frameOf(repeat, from);
  let frames = frame.items.get(repeat);
  if (!frames) {
    const value = visible(repeat, frame) ? stored(repeat, frame) : undefined;
    const slots = frame.run.tree.slots.get(repeat) ?? 0;
    frames = Array.isArray(value)
      ? value.slice(0, maxItemsWalked).map((item: Json, i) => ({
          run: frame.run,
          repeat,
          item: isRecord(item) ? item : {},
          parent: frame,
          prefix: `${instancePath(repeat, frame)}.${i}.`,
          memo: new Uint8Array(slots),
          items: new Map(),
        }))
      : [];
    frame.items.set(repeat, frames);
  }
  return frames;
}

/** Hostile answers may hold more items than any definition allows; the check of their number still sees them. */
const maxItemsWalked = 200;

/** Path of a node with item numbers, seen from the frame it lives in. */
export function instancePath(node: CompiledNode, frame: Frame): string {
  return frame.prefix + (node.owner ? node.path.slice(node.owner.path.length + 1) : node.path);
}

function inScope(repeat: CompiledNode | undefined, frame: Frame): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.repeat === repeat) return true;
  return false;
}

export function computedValue(id: string, frame: Frame): unknown {
  const { run } = frame;
  if (run.computed.has(id)) return run.computed.get(id);
  let root = frame;
  while (root.parent) root = root.parent;
  const value = run.computations.get(id)?.(root);
  run.computed.set(id, value);
  return value;
}
