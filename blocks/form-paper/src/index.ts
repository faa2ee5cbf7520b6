export { renderPaperForm } from './render-paper-form.ts';
export type { PaperOptions, PaperUnit } from './options.ts';
export { conditionWords } from './condition-words.ts';
export type { ConditionWords } from './condition-words.ts';
export { paperOrder } from './paper-order.ts';
export type { OrderedQuestion } from './paper-order.ts';
