/** A survey of LimeSurvey as its export has it: rows of a database, or lines of a table. Texts by language. */
export interface LimeSurvey {
  readonly main: string;
  readonly title: Words;
  readonly description: Words;
  readonly welcome: Words;
  readonly groups: readonly LimeGroup[];
  /** what is in the file and no part of a form: quotas, assessments */
  readonly besides: readonly string[];
}
export type Words = Readonly<Record<string, string>>;

export interface LimeGroup {
  readonly name: Words;
  readonly description: Words;
  readonly relevance: string;
  readonly random: string;
  readonly questions: readonly LimeQuestion[];
  /** where it stands in the file */
  readonly source: string;
}

export interface LimeQuestion {
  readonly code: string;
  /** other names expressions know it by (`Q481`, `123X4X481`) */
  readonly aliases: readonly string[];
  readonly type: string;
  readonly text: Words;
  readonly help: Words;
  readonly relevance: string;
  readonly mandatory: 'yes' | 'soft' | 'no';
  readonly other: boolean;
  readonly pattern: string;
  readonly attributes: ReadonlyMap<string, Words>;
  readonly answers: readonly LimeItem[];
  readonly parts: readonly LimeItem[];
  readonly defaults: readonly string[];
  readonly source: string;
}

/** An answer, or a subquestion (row or column of a table); `scale` 1 is the second list of a question that has two. */
export interface LimeItem {
  readonly code: string;
  readonly text: Words;
  readonly scale: number;
  readonly relevance: string;
}

/** The value of an attribute that has no language. */
export function attribute(question: LimeQuestion, name: string): string {
  const words = question.attributes.get(name);
  return words?.[''] ?? Object.values(words ?? {})[0] ?? '';
}
