import type { Locale } from '@amt/i18n';
import { inputText, labelOf, lostText } from './answer-words.ts';
import type { Answers, Facts } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import type { RawInput } from './parse-input.ts';
import { type LossReason, keepsInput, previewMigration } from './preview-migration.ts';

/** What a draft that began with a sheet of an older version tells before it is sent. */
export interface CarriedOver {
  /** of the sheet */
  readonly version: string;
  /** what was not kept, as the person gave it, in the language it was read in */
  readonly lost: readonly { readonly label: string; readonly text: string; readonly reason: LossReason }[];
  /** instance paths of what the sheet did not ask for and this version does */
  readonly asked: readonly string[];
}

export interface ReadAnswers {
  readonly answers: Answers;
  /** what could not be taken as typed, by path */
  readonly raw: Readonly<Record<string, RawInput>>;
}

/**
 * Carries what stands on a sheet of one version over to another, by the rules of {@link previewMigration}. Nothing is lost that is not named; what could not
 * be taken as it was typed goes along where the question is the same.
 */
export function carryOver(
  from: CompiledForm,
  to: CompiledForm,
  { answers, raw }: ReadAnswers,
  facts: Facts,
  locale: Locale,
): ReadAnswers & { readonly carried: CarriedOver } {
  const migration = previewMigration(from, to, answers, facts);
  const inputs = Object.entries(raw);
  const keeps = ([path]: readonly [string, RawInput]): boolean => keepsInput(from, to, path);
  return {
    answers: migration.answers,
    raw: Object.fromEntries(inputs.filter(keeps)),
    carried: {
      version: from.definition.version,
      lost: [
        ...migration.lost.map((one) => ({
          label: labelOf(from, one.path, locale),
          text: lostText(from, one, locale),
          reason: one.reason,
        })),
        ...inputs
          .filter((input) => !keeps(input))
          .map(([path, typed]) => ({
            label: labelOf(from, path, locale),
            text: inputText(typed),
            reason: to.tree.byPath.has(path.replace(/\.\d+(?=\.|$)/g, '')) ? ('kind' as const) : ('gone' as const),
          })),
      ],
      asked: migration.open.map(({ path }) => path),
    },
  };
}
