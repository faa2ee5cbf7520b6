import type { FormNode } from '@amt/forms';
import { showPageWhen } from '../change.ts';
import { FormDraft, type FormFacts, type ImportedForm } from '../form-draft.ts';
import { ImportFault } from '../import-fault.ts';
import { type Stop, conditionOf, journeyOf } from '../journey.ts';
import { JsonPlace } from '../json-place.ts';
import { NodeNames } from '../node-names.ts';
import { type SourceExpression, Uncertain, allOf, call } from '../source-expression.ts';
import { translateCondition } from '../translate-expression.ts';
import type { Dialect } from '../translation.ts';
import type { ComponentPlace } from './component-place.ts';
import { nodesOf } from './component.ts';
import { NamedConditions } from './named-conditions.ts';
import { Translations } from './translations.ts';

/** Conditions run as JavaScript: an unanswered number counts as 0 in an order, an unanswered yes/no is neither. */
const dialect: Dialect = {
  emptyOrder: (op, limit) => (op === 'lt' ? limit > 0 : op === 'lte' ? limit >= 0 : op === 'gt' ? limit < 0 : limit <= 0),
  emptyIsFalse: false,
  emptyEqual: true,
  foldsCase: false,
  emptyIsZero: false,
  quotedIsText: false,
};

const knownForm = new Set(
  'name engine schema startPage pages lists sections conditions phaseBanner feedback declaration metadata options outputEmail output outputs fees skipSummary'.split(
    ' ',
  ),
);
const knownPage = new Set('id title path controller components next section condition repeat view'.split(' '));
const withoutQuestions = /^(\.\/pages\/)?(summary|StatusPage|SummaryPage)/i;

/** A form from a definition of DEFRA's forms engine, versions 1 (pages with links) and 2 (pages with conditions). @throws ImportFault */
export function importDefraForms(form: JsonPlace, facts: FormFacts): ImportedForm {
  form.object();
  const draft = new FormDraft('defra-forms', 'en', dialect, facts);
  const lists = new Map<string, JsonPlace>();
  for (const list of form.at('lists').list())
    for (const name of [list.at('name').word(), list.at('id').word()]) if (name !== undefined) lists.set(name, list);
  const conditions = new NamedConditions(form.at('conditions').list());
  const translations = new Translations(form);
  const place: ComponentPlace = { draft, names: draft.names, prefix: '', lists, conditions, translations };
  const pages = questionPages(form);
  const sections = sectionsOf(form, draft, pages);
  const second = form.at('engine').text() === 'V2';
  const gated = second ? pages.map((page): Gated => ({ page, gate: gateOf(page, pages, conditions) })) : inJourney(form, pages, place);
  for (const { page, gate } of gated) pageOf(page, place, sections, gate);
  const declaration = form.at('declaration').text() ?? '';
  if (declaration !== '') draft.note(`Erklärung vor dem Absenden: ${declaration}`.slice(0, 4000));
  const { translations: _, ...metadata } = form.at('metadata').missing ? {} : form.at('metadata').object();
  if (!new JsonPlace(metadata).empty)
    draft.note(`Aus der Vorlage, hier anders geregelt: metadata = ${JSON.stringify(metadata)}`.slice(0, 4000));
  for (const name of ['outputEmail', 'outputs', 'fees'])
    if (!form.at(name).empty) draft.note(`Aus der Vorlage, hier anders geregelt: ${name} = ${form.at(name).words()}`.slice(0, 4000));
  draft.leftOver(form, knownForm, undefined);
  return draft.finish(translations.title(form), {});
}

/** Summary and status are always there in ours. */
function questionPages(form: JsonPlace): JsonPlace[] {
  const paths = new Set<string>();
  return form
    .at('pages')
    .list()
    .filter((page) => {
      const path = page.at('path').text() ?? page.at('path').refuse('a page needs a path');
      if (paths.has(path))
        throw new ImportFault({ code: 'twice', message: `the page ${path.slice(0, 100)} is there twice`, path: page.path });
      paths.add(path);
      return !withoutQuestions.test(page.at('controller').text() ?? '') && path !== '/summary' && path !== '/status';
    });
}

function sectionsOf(form: JsonPlace, draft: FormDraft, pages: readonly JsonPlace[]): ReadonlyMap<string, string> {
  const used = new Set(pages.flatMap((page) => page.at('section').text() ?? []));
  const names = new NodeNames();
  const ids = new Map<string, string>();
  for (const section of form.at('sections').list()) {
    const keys = [section.at('name').word(), section.at('id').word()].flatMap((key) => key ?? []);
    if (!keys.some((key) => used.has(key))) continue;
    const title = section.at('title').text() ?? '';
    const id = names.take(undefined, title === '' ? (keys[0] ?? 'abschnitt') : title);
    draft.section(id, draft.label({ en: title }, keys[0] ?? '–', id));
    for (const key of keys) ids.set(key, id);
  }
  return ids;
}

const pathOf = (page: JsonPlace): string => page.at('path').text() ?? '';

/** When a page shows, and the words of the original. */
interface Gate {
  readonly condition: SourceExpression;
  readonly original: string;
}
interface Gated {
  readonly page: JsonPlace;
  readonly gate: Gate | undefined;
}

/** Pages in an order nobody has to go back in, each shown where its links lead to it. */
function inJourney(form: JsonPlace, pages: readonly JsonPlace[], { draft, conditions }: ComponentPlace): Gated[] {
  const stops = pages.map((page): Stop => ({ id: pathOf(page), ways: waysOf(page, conditions) }));
  const start = form.at('startPage').text() ?? '';
  const begin = stops.some((stop) => stop.id === start) ? start : (stops[0]?.id ?? '');
  const { order, reached, helpers } = journeyOf(stops, begin);
  draft.reach(helpers);
  const byPath = new Map(pages.map((page) => [pathOf(page), page]));
  return order.flatMap((path) => {
    const page = byPath.get(path);
    if (!page) return [];
    const found = reached.get(path) ?? 'unknown';
    const original = `Die Seite ${path} wird erreicht über: ${linksTo(path, pages, conditions)}`.slice(0, 3500);
    if (found === 'unknown')
      draft.note(
        `Nicht übernommen, weil die Wege zwischen den Seiten im Kreis gehen oder zu viele sind. ${original}`,
        undefined,
        page.path,
      );
    if (found === 'never')
      draft.note(`Auf diese Seite führt in der Vorlage kein Weg; sie wird hier nie gezeigt: ${path}`, undefined, page.path);
    const condition = conditionOf(found);
    return [{ page, gate: condition && { condition, original } }];
  });
}

/** The first link whose condition holds, else the last without one. */
function waysOf(page: JsonPlace, conditions: NamedConditions): Stop['ways'] {
  const links = page
    .at('next')
    .list()
    .map((link) => ({
      to: link.at('path').text() ?? link.at('path').refuse('a link needs a path'),
      name: link.at('condition').text() ?? '',
    }));
  const open = links.filter(({ name }) => name === '').at(-1);
  const conditional = links.filter(({ name }) => name !== '').map(({ to, name }) => ({ to, when: readOr(name, conditions) }));
  return [...conditional, ...(open ? [{ to: open.to }] : [])];
}

/** A condition that cannot be read stays one that cannot be translated, and is said where it is used. */
function readOr(name: string, conditions: NamedConditions): SourceExpression {
  try {
    return conditions.read(name);
  } catch (problem) {
    if (problem instanceof Uncertain) return { is: 'value', value: name };
    throw problem;
  }
}

function linksTo(path: string, pages: readonly JsonPlace[], conditions: NamedConditions): string {
  return pages
    .flatMap((page) =>
      page
        .at('next')
        .list()
        .flatMap((link) =>
          link.at('path').text() === path ? [`${pathOf(page)} ${conditions.words(link.at('condition').text() ?? 'immer')}`] : [],
        ),
    )
    .join('; ');
}

/** Version 2: the page's own condition, and no page before it that ends the journey. */
function gateOf(page: JsonPlace, pages: readonly JsonPlace[], conditions: NamedConditions): Gate | undefined {
  const own = page.at('condition').text() ?? '';
  const ends = pages.slice(0, pages.indexOf(page)).filter((before) => /^Terminal/i.test(before.at('controller').text() ?? ''));
  if (own === '' && ends.length === 0) return undefined;
  const names = ends.map((one) => one.at('condition').text() ?? '');
  const condition = allOf([
    ...(own === '' ? [] : [readOr(own, conditions)]),
    ...names.map((name) => call('not', name === '' ? { is: 'value', value: true } : readOr(name, conditions))),
  ]);
  return {
    condition,
    original: [own, ...names]
      .filter((name) => name !== '')
      .map((name) => conditions.words(name))
      .join('; '),
  };
}

function pageOf(page: JsonPlace, around: ComponentPlace, sections: ReadonlyMap<string, string>, gate: Gate | undefined): void {
  const { draft } = around;
  const path = pathOf(page);
  const within = page.at('section').text() ?? '';
  const place = within === '' ? around : { ...around, section: within };
  const title = page.at('title').text() ?? '';
  const words = draft.label(around.translations.of('pages', page, 'title'), path, path);
  draft.leftOver(page, knownPage, undefined);
  const fields = page.at('repeat').missing
    ? page
        .at('components')
        .list()
        .flatMap((component) => nodesOf(component, place))
    : repeatOf(page, place);
  if (/^Terminal/i.test(page.at('controller').text() ?? ''))
    draft.note('Auf dieser Seite endet die Vorlage, ohne dass etwas abgesendet wird.', fields[0]?.id, page.path);
  const section = sections.get(within);
  const pageId = draft.page(words, path.replace(/^\//, '') || title, fields, section === undefined ? {} : { section });
  if (pageId === undefined) {
    // a start page that only greets
    draft.note(`Eine Seite ohne Felder wurde weggelassen: ${title === '' ? path : title}`, undefined, page.path);
    return;
  }
  if (!gate) return;
  const kept = { original: gate.original, source: page.path };
  draft.translate(kept, (with_) => showPageWhen(pageId, translateCondition(gate.condition, with_), kept));
}

/** A page that is filled in several times. */
function repeatOf(page: JsonPlace, place: ComponentPlace): FormNode[] {
  const { draft } = place;
  const options = page.at('repeat').at('options');
  const title = options.at('title').text() ?? '';
  const id = place.names.take(undefined, title === '' ? pathOf(page) : title);
  const inner = { ...place, names: new NodeNames(), prefix: `${id}.` };
  const fields = page
    .at('components')
    .list()
    .flatMap((component) => nodesOf(component, inner));
  if (fields.length === 0) return [];
  const schema = page.at('repeat').at('schema');
  const min = Math.max(0, Math.min(Math.floor(schema.at('min').number() ?? 1), 200));
  const max = Math.max(min, 1, Math.min(Math.floor(schema.at('max').number() ?? 200), 200));
  const label = draft.label(place.translations.of('pages', page, 'repeatTitle', title), pathOf(page), id);
  return [{ kind: 'repeat', id, label, itemLabel: label, min, max, fields }];
}
