import type { Context } from '@amt/module';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { findingsOf } from '../findings/fault-text.ts';
import { type Finding, type PlacedFinding, placeFindings } from '../findings/place-findings.ts';
import { proofsOf } from '../findings/proofs-of.ts';
import { languageName } from '../model/languages.ts';
import { messages } from '../messages.ts';
import { type HasHref, placeLinks } from './place-links.ts';

/** What is still wrong with a working copy, each with its place. */
export interface OpenFindings {
  readonly found: readonly Finding[];
  /** the same, with the number of missing translations by language */
  readonly placed: readonly PlacedFinding[];
}

/** @param fresh what is known of a part that is not saved: takes the place of what is stored of it */
export function openFindings(
  ctx: Context,
  request: HasHref,
  copy: WorkingCopy,
  fresh?: { readonly holds: (pointer: string) => boolean; readonly findings: readonly Finding[] },
): OpenFindings {
  const { definition, formId, faults } = copy;
  const { locale } = ctx;
  const { findings: stored, missing } = findingsOf(faults, locale);
  const saved = [...stored, ...proofsOf(copy, locale)];
  const found = fresh ? [...fresh.findings, ...saved.filter(({ pointer }) => !fresh.holds(pointer))] : saved;
  return {
    found,
    placed: [...placeFindings(definition, found, placeLinks(request.href, formId), locale), ...missingTexts(ctx, request, formId, missing)],
  };
}

/** How many texts each language lacks, with the page where they are written. */
export function missingTexts(
  { locale }: Context,
  { href }: HasHref,
  formId: string,
  missing: ReadonlyMap<string, number>,
): PlacedFinding[] {
  return [...missing].map(([language, count]) => ({
    severity: 'fault',
    pointer: '/languages',
    message: messages[locale].findings.missingTexts({ count, language: languageName(language, locale) }),
    place: messages[locale].frame.tabs.texts(),
    href: href('form-authoring.texts', { formId }, { language }),
  }));
}
