import { outputMoments } from '@amt/forms';
import type { AuthorEntry } from './author-form.ts';

/** Lists of entries edited on the page of logic. */
export const logicLists = ['computed', 'fee', 'rules', 'steps', 'outputs'] as const;
export type LogicList = (typeof logicLists)[number];

/** One thing that can be set at an entry. */
export type EntrySetting =
  | {
      readonly type: 'words';
      readonly name: 'label' | 'message' | 'title' | 'declaration';
      readonly needed: boolean;
      readonly long?: boolean;
    }
  | { readonly type: 'line'; readonly name: 'service' | 'to' | 'url' | 'destinationId' | 'leikaKey' | 'schemaUri' }
  | { readonly type: 'place'; readonly name: 'at' }
  | { readonly type: 'yes'; readonly name: 'pdf' }
  /** the first value is what holds without a word */
  | { readonly type: 'one-of'; readonly name: 'after'; readonly values: typeof outputMoments };

/** Kinds of entries a list can hold, with what a new one begins with. */
export const entryKinds = {
  computed: ['value'],
  fee: ['line'],
  rules: ['rule'],
  steps: ['appointment', 'cosigner'],
  outputs: ['case', 'mail', 'webhook', 'fit-connect'],
} as const satisfies Record<LogicList, readonly string[]>;
export type EntryKind = (typeof entryKinds)[LogicList][number];

export function newEntry(list: LogicList, kind: EntryKind, words: string, firstField: string | undefined): AuthorEntry {
  switch (list) {
    case 'computed':
      return { id: 'wert', label: { de: words }, value: '' };
    case 'fee':
      return { id: 'gebuehr', label: { de: words }, amount: { cents: 0 } };
    case 'rules':
      return { id: 'regel', valid: true, message: { de: words }, at: firstField ?? '' };
    case 'steps':
      return kind === 'cosigner'
        ? { kind, id: 'mitunterzeichnung', title: { de: words }, declaration: { de: '' } }
        : { kind: 'appointment', id: 'termin', title: { de: words }, service: '' };
    case 'outputs':
      if (kind === 'mail') return { kind, id: 'mail', to: '' };
      if (kind === 'webhook') return { kind, id: 'schnittstelle', url: 'https://' };
      return kind === 'fit-connect'
        ? { kind, id: 'fitConnect', destinationId: '', leikaKey: '', schemaUri: '' }
        : { kind: 'case', id: 'case' };
  }
}

export function entrySettings(list: LogicList, kind: unknown): readonly EntrySetting[] {
  switch (list) {
    case 'computed':
      return [{ type: 'words', name: 'label', needed: false }];
    case 'fee':
      return [{ type: 'words', name: 'label', needed: true }];
    case 'rules':
      return [
        { type: 'words', name: 'message', needed: true, long: true },
        { type: 'place', name: 'at' },
      ];
    case 'steps':
      return kind === 'cosigner'
        ? [
            { type: 'words', name: 'title', needed: true },
            { type: 'words', name: 'declaration', needed: true, long: true },
          ]
        : [
            { type: 'words', name: 'title', needed: true },
            { type: 'line', name: 'service' },
          ];
    case 'outputs':
      return outputSettings(kind);
  }
}

function outputSettings(kind: unknown): readonly EntrySetting[] {
  // the case is opened at once, and waits itself
  return kind === 'case' ? [] : [...addressSettings(kind), { type: 'one-of', name: 'after', values: outputMoments }];
}

function addressSettings(kind: unknown): readonly EntrySetting[] {
  if (kind === 'mail')
    return [
      { type: 'line', name: 'to' },
      { type: 'yes', name: 'pdf' },
    ];
  if (kind === 'webhook') return [{ type: 'line', name: 'url' }];
  if (kind !== 'fit-connect') return [];
  return [
    { type: 'line', name: 'destinationId' },
    { type: 'line', name: 'leikaKey' },
    { type: 'line', name: 'schemaUri' },
  ];
}

/** Expressions of the entries of a list, in the order they are read. */
export function entryConditions(list: LogicList): readonly ('when' | 'valid' | 'value' | 'amount')[] {
  switch (list) {
    case 'computed':
      return ['value'];
    case 'fee':
      return ['amount', 'when'];
    case 'rules':
      return ['when', 'valid'];
    default:
      return ['when'];
  }
}
