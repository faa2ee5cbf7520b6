import { type Result, done, failed } from '@amt/module';
import type { Slot } from '../conditions/slots.ts';
import { type AuthorForm, entriesOf } from '../model/author-form.ts';
import { nodeAt } from '../model/author-tree.ts';
import { isQuestion } from '../model/kinds.ts';
import { addEntry } from './entries.ts';

/** What a rule in prose can become: a check of the answers, a condition of a question, or a value that is worked out. */
export const ruleWays = ['valid', 'when', 'requiredWhen', 'value'] as const;
export type RuleWay = (typeof ruleWays)[number];

/**
 * Makes the place in which a rule in prose is built: a new check or computed value, or the condition of a question. A check that was begun with the
 * same words and holds nothing yet is taken again.
 *
 * @param at path of the node it is about
 * @param message what people read whose answers break it
 */
export function beginRule(
  form: AuthorForm,
  { way, at, message }: { readonly way: RuleWay; readonly at: string; readonly message: string },
): Result<{ readonly form: AuthorForm; readonly slot: Slot }, 'no-place'> {
  const placed = nodeAt(form, at);
  if (!placed || placed.isBranch) return failed('no-place');
  if (way === 'when') return done({ form, slot: { owner: 'node', id: at, slot: way } });
  if (way === 'requiredWhen')
    return isQuestion(placed.node.kind) ? done({ form, slot: { owner: 'node', id: at, slot: way } }) : failed('no-place');
  if (way === 'value') {
    const added = addEntry(form, 'computed', { id: 'wert', label: { de: message }, value: '' });
    return done({ form: added.form, slot: { owner: 'computed', id: added.id, slot: 'value' } });
  }
  const begun = entriesOf(form, 'rules').find(
    (rule) => rule['valid'] === true && rule['at'] === at && (rule['message'] as { readonly de?: string } | undefined)?.de === message,
  );
  if (begun) return done({ form, slot: { owner: 'rules', id: begun.id, slot: 'valid' } });
  const added = addEntry(form, 'rules', { id: 'regel', valid: true, message: { de: message }, at });
  return done({ form: added.form, slot: { owner: 'rules', id: added.id, slot: 'valid' } });
}
