import type { ConditionWords } from './condition-words.ts';

/** The unit that answers for the form, as printed; each text in the language of the form. */
export interface PaperUnit {
  /** "Landeshauptstadt München" */
  readonly authority: string;
  /** "Parklizenzen" */
  readonly name: string;
  /** "Musterstraße 19", "80337 München" */
  readonly address: readonly string[];
  readonly openingHours?: string;
  readonly phone?: string;
  readonly mail?: string;
}

export interface PaperOptions {
  readonly unit: PaperUnit;
  /** where a filled-in file can be uploaded */
  readonly uploadUrl?: string;
  /** when this version of the form was published: the same version gives the same bytes */
  readonly createdAt: Temporal.Instant;
  /** clause for a condition, to follow "wenn" ("if"); `undefined` where there are no words for it. By default the words of this block */
  readonly sentence?: ConditionWords;
}
