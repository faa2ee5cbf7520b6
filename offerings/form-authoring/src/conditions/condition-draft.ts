import type { OperandType } from './operands.ts';

const order = ['equal', 'not_equal', 'lt', 'lte', 'gt', 'gte', 'filled', 'is_empty'] as const;
const moments = ['equal', 'lt', 'lte', 'gt', 'gte', 'filled', 'is_empty'] as const;

/** How an operand is compared; which ones it allows follows from its type. */
export const comparisons = {
  text: ['equal', 'not_equal', 'one_of', 'none_of', 'matches', 'not_matches', 'filled', 'is_empty'],
  choice: ['equal', 'not_equal', 'one_of', 'none_of', 'filled', 'is_empty'],
  ticks: ['ticked', 'not_ticked', 'filled', 'is_empty'],
  bool: ['yes', 'no', 'is_empty'],
  number: order,
  money: order,
  date: ['equal', 'lt', 'lte', 'gt', 'gte', 'age_gte', 'age_lt', 'filled', 'is_empty'],
  time: moments,
  datetime: moments,
  entries: ['any', 'all', 'none', 'count_equal', 'count_gte', 'count_lte', 'count_gt', 'count_lt', 'filled', 'is_empty'],
  other: ['filled', 'is_empty'],
} as const satisfies Record<OperandType, readonly string[]>;
export type ComparisonName = (typeof comparisons)[OperandType][number];

/** What has to be given for a comparison, besides what is compared. */
export type Needed = 'nothing' | 'value' | 'values' | 'shape' | 'entries' | 'number-of-entries';

export function neededBy(comparison: string): Needed {
  switch (comparison) {
    case '':
    case 'filled':
    case 'is_empty':
    case 'yes':
    case 'no':
      return 'nothing';
    case 'one_of':
    case 'none_of':
      return 'values';
    case 'matches':
    case 'not_matches':
      return 'shape';
    case 'any':
    case 'all':
    case 'none':
      return 'entries';
    default:
      return comparison.startsWith('count_') ? 'number-of-entries' : 'value';
  }
}

/** Comparisons whose other side may be another answer. */
const mutual: ReadonlySet<string> = new Set(['equal', 'not_equal', 'lt', 'lte', 'gt', 'gte']);

export function isMutual(comparison: string): boolean {
  return mutual.has(comparison);
}

/** How many of the rows must hold: all, at least one, none, not all. */
export const groupModes = ['all', 'any', 'none', 'not_all'] as const;
export type GroupMode = (typeof groupModes)[number];

/** One comparison, as the page shows it. All texts are as typed or chosen; `''` while nothing is. */
export interface DraftRow {
  /** key of the operand */
  readonly field: string;
  readonly comparison: string;
  readonly value: string;
  /** of "is one of" */
  readonly values: readonly string[];
  /** key of the operand it is compared with; `''` = the value */
  readonly against: string;
  /** days after (or, negative, before) the day it is compared with */
  readonly days: string;
  /** name of a shape of texts; `own` = the pattern in `value` */
  readonly shape: string;
  /** a text tried against the shape; no part of the condition */
  readonly tried: string;
  /** of entries of a repeat group: what must hold of an entry */
  readonly where: DraftGroup | undefined;
}

/** Rows, and groups of rows. */
export interface DraftGroup {
  readonly mode: GroupMode;
  readonly items: readonly (DraftRow | DraftGroup)[];
}

export const emptyRow: DraftRow = {
  field: '',
  comparison: '',
  value: '',
  values: [],
  against: '',
  days: '',
  shape: '',
  tried: '',
  where: undefined,
};
export const emptyGroup: DraftGroup = { mode: 'all', items: [emptyRow] };

/** Groups in groups that the page shows; nobody follows a deeper condition, and a screen of 320 px holds no more. */
export const mostDepth = 8;

export function isGroup(item: DraftRow | DraftGroup): item is DraftGroup {
  return 'items' in item;
}

/** What cannot be taken, at the name of its control. */
export interface DraftFault {
  readonly at: string;
  readonly code: 'field' | 'comparison' | 'value' | 'option' | 'number' | 'money' | 'day' | 'days' | 'whole' | 'pattern' | 'entries';
}
