import type { FormNode } from '@amt/forms';
import { showPageWhen } from '../change.ts';
import { FormDraft, type FormFacts, type ImportedForm } from '../form-draft.ts';
import { ImportFault } from '../import-fault.ts';
import { type Stop, conditionOf, journeyOf } from '../journey.ts';
import type { JsonPlace } from '../json-place.ts';
import { fromMarkdown } from '../plain-text.ts';
import { type SourceExpression, Uncertain } from '../source-expression.ts';
import { translateCondition } from '../translate-expression.ts';
import type { Dialect } from '../translation.ts';
import { type ElementPlace, chosen, columns, elementOf } from './element.ts';

/** Rules name a choice and nothing else. */
const dialect: Dialect = {
  emptyOrder: () => false,
  emptyIsFalse: false,
  emptyEqual: false,
  foldsCase: false,
  emptyIsZero: false,
  quotedIsText: false,
};

const knownForm = new Set(
  'titleEn titleFr elements layout groups groupsLayout introduction privacyPolicy confirmation lastGeneratedElementId brand internalTitle version formID id publishingStatus emailSubjectEn emailSubjectFr endPage isPublished form'.split(
    ' ',
  ),
);

/** A form from a template of GC Forms: elements, choices that show others, groups that lead to groups. @throws ImportFault */
export function importGcForms(root: JsonPlace, facts: FormFacts): ImportedForm {
  const form = root.at('form').missing ? root : root.at('form');
  form.object();
  const draft = new FormDraft('gc-forms', 'en', dialect, facts);
  const elements = elementsOf(form);
  const place: ElementPlace = { draft, names: draft.names, prefix: '', elements };
  const intro = draft.texts.of(columns(form.at('introduction'), 'description', fromMarkdown), undefined);
  if (form.at('groups').missing || form.at('groups').keys().length === 0) {
    const title = draft.label(columns(form, 'title'), 'Formular', 'seite');
    const fields = inLayout(form, elements).map((element) => elementOf(element, place));
    draft.page(title, title['en'] ?? 'seite', fields, intro && { intro });
  } else groupsOf(form.at('groups'), form, place, intro);
  for (const [name, what] of [
    ['privacyPolicy', 'Datenschutzhinweis'],
    ['confirmation', 'Bestätigung nach dem Absenden'],
  ] as const) {
    const words = Object.values(columns(form.at(name), 'description')).filter((text) => text !== '');
    if (words.length > 0) draft.note(`${what} der Vorlage: ${words.join(' / ')}`.slice(0, 4000));
  }
  draft.leftOver(form, knownForm, undefined);
  return draft.finish(columns(form, 'title'), {});
}

function elementsOf(form: JsonPlace): Map<string, JsonPlace> {
  const found = new Map<string, JsonPlace>();
  for (const element of form.at('elements').list()) {
    const id = element.at('id').word() ?? element.at('id').refuse('an element needs an id');
    if (found.has(id))
      throw new ImportFault({ code: 'twice', message: `the element ${id.slice(0, 100)} is there twice`, path: element.path });
    found.set(id, element);
  }
  return found;
}

/** The layout says the order; what it leaves out follows. */
function inLayout(form: JsonPlace, elements: ReadonlyMap<string, JsonPlace>): JsonPlace[] {
  const ordered = form
    .at('layout')
    .list()
    .map((entry) => elements.get(entry.word() ?? '') ?? entry.refuse('there is no such element'));
  return [...new Set([...ordered, ...elements.values()])];
}

function groupsOf(groups: JsonPlace, form: JsonPlace, place: ElementPlace, intro: ReturnType<FormDraft['texts']['of']>): void {
  const { draft, elements } = place;
  const ids = orderOf(groups, form);
  const stops = ids.map((id, i): Stop => ({ id, ways: waysOf(groups.at(id), ids[i + 1], elements, draft) }));
  const { order, reached, helpers } = journeyOf(stops, ids[0] ?? 'start');
  draft.reach(helpers);
  const placed = new Set<string>();
  let first = true;
  for (const id of order) {
    const group = groups.at(id);
    const fields = group
      .at('elements')
      .list()
      .flatMap((entry): FormNode[] => {
        const key = entry.word() ?? '';
        const element = elements.get(key);
        if (!element) return entry.refuse('there is no such element');
        if (placed.has(key)) return entry.refuse('this element is in two groups');
        placed.add(key);
        return [elementOf(element, place)];
      });
    if (fields.length === 0) continue;
    const name = group.at('name').text() ?? id;
    const title = draft.label(columns(group, 'title'), name, name);
    const pageId = draft.page(title, title['en'] ?? name, fields, first && intro ? { intro } : {});
    first = false;
    const found = reached.get(id) ?? 'unknown';
    if (pageId === undefined || found === 'always') continue;
    const kept = { original: `Die Seite „${name}“ wird erreicht über: ${ways(groups, id)}`, source: group.path.slice(-100) };
    if (found === 'unknown')
      draft.note(
        `Nicht übernommen, weil die Wege zwischen den Seiten im Kreis gehen oder zu viele sind. ${kept.original}`,
        undefined,
        kept.source,
      );
    const condition = conditionOf(found);
    if (condition) draft.translate(kept, (with_) => showPageWhen(pageId, translateCondition(condition, with_), kept));
  }
  for (const [key, element] of elements)
    if (!placed.has(key))
      draft.note(
        `Dieses Element steht in der Vorlage auf keiner Seite und fehlt hier: ${element.words()}`.slice(0, 4000),
        undefined,
        element.path,
      );
}

/** The start, the groups in their order, the rest. Review and end are no pages of a form here. */
function orderOf(groups: JsonPlace, form: JsonPlace): string[] {
  const layout = form
    .at('groupsLayout')
    .list()
    .flatMap((entry) => entry.text() ?? []);
  const all = groups.keys();
  return [...new Set(['start', ...layout, ...all])].filter((id) => all.includes(id) && id !== 'review' && id !== 'end');
}

function waysOf(group: JsonPlace, following: string | undefined, elements: ReadonlyMap<string, JsonPlace>, draft: FormDraft): Stop['ways'] {
  const next = group.at('nextAction');
  if (next.missing || next.value === '') return following === undefined ? [] : [{ to: following }];
  if (typeof next.value === 'string') return [{ to: next.value }];
  const ways = next.list().map((way): { to: string; when?: SourceExpression } => {
    const to = way.at('groupId').text() ?? way.at('groupId').refuse('a way needs a groupId');
    const choiceId = way.at('choiceId').word() ?? '';
    if (choiceId.includes('catch-all')) return { to };
    try {
      const when = chosen(choiceId, elements);
      // several ticked boxes open several ways, and the product does not say which is taken
      if (when.is === 'call' && when.op === 'contains') throw new Uncertain('der Weg hängt an einer Mehrfachauswahl');
      return { to, when };
    } catch (problem) {
      if (!(problem instanceof Uncertain)) throw problem;
      draft.note(
        `Nicht übernommen, weil nicht sicher ist, was gemeint ist (${problem.message}): ${way.words()}`,
        undefined,
        way.path.slice(-100),
      );
      return { to, when: { is: 'value', value: choiceId } };
    }
  });
  return [...ways.filter(({ when }) => when), ...ways.filter(({ when }) => !when)];
}

function ways(groups: JsonPlace, id: string): string {
  const found = groups.keys().filter((key) => groups.at(key).at('nextAction').words().includes(id));
  return found
    .map((key) => `${groups.at(key).at('name').text() ?? key}: ${groups.at(key).at('nextAction').words()}`)
    .join('; ')
    .slice(0, 3000);
}
