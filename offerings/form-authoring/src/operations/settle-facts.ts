import type { AuthorForm } from '../model/author-form.ts';
import { type OpenPoint, withPoints } from '../model/open-points.ts';

/** Facts about a whole form that a data schema does not tell: each is a point of its own and a property of the form. */
export const factTopics = ['ownerUnit', 'serviceKeys', 'legalBasis', 'trustLevel', 'retention', 'languages'] as const;
export type FactTopic = (typeof factTopics)[number];

export function factTopic({ about }: OpenPoint): FactTopic | undefined {
  return factTopics.find((topic) => topic === about);
}

/** Who changes a fact in the settings has decided it: its point is done. */
export function settleChangedFacts(before: AuthorForm, after: AuthorForm): AuthorForm {
  const changed = new Set(factTopics.filter((topic) => JSON.stringify(before[topic]) !== JSON.stringify(after[topic])));
  return withPoints(
    after,
    (point) => {
      const topic = factTopic(point);
      return topic !== undefined && changed.has(topic) && point.settled === undefined;
    },
    { how: 'done' },
  );
}
