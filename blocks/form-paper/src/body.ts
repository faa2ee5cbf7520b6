import type { Element } from '@amt/pdf';
import type { PaperPlan, PaperQuestion } from './paper-plan.ts';

/** Something with a known height that is drawn in one piece. */
export interface Body {
  readonly height: number;
  draw(top: number, parent: Element): void;
}

/** What a screen reader says of a field: block, number, question, part. */
export function tooltip(plan: PaperPlan, question: PaperQuestion, part?: string): string {
  const asked = `${plan.m.question({ number: question.number })}: ${question.label}`;
  return [...question.spoken, part === undefined || part === '' ? asked : `${asked}, ${part}`].join(', ');
}
