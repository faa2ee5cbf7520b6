import type { FormNode } from '@amt/forms';
import type { FormDraft } from '../form-draft.ts';
import type { JsonPlace } from '../json-place.ts';
import type { NodeNames } from '../node-names.ts';
import type { NamedConditions } from './named-conditions.ts';
import type { Translations } from './translations.ts';

/** What every question has. */
export type Question = Omit<Extract<FormNode, { kind: 'bool' }>, 'kind'>;

/** Where a component becomes a node. */
export interface ComponentPlace {
  readonly draft: FormDraft;
  readonly names: NodeNames;
  readonly prefix: string;
  readonly lists: ReadonlyMap<string, JsonPlace>;
  readonly conditions: NamedConditions;
  readonly translations: Translations;
  readonly section?: string;
}
