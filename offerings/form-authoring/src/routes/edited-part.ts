import { idFromWords, slugFromWords } from '@amt/forms';
import { formField, type FormBody } from '@amt/module';
import type { Locale } from '@amt/i18n';
import { type AuthorForm, type AuthorNode, type AuthorPage } from '../model/author-form.ts';
import { containerOf, nodeAt, pageById, type PlacedNode } from '../model/author-tree.ts';
import { isKind, kindKey } from '../model/kinds.ts';
import { takenIn } from '../operations/add-node.ts';
import { changeNode, renamedOptions } from '../operations/change-node.ts';
import { freshId } from '../operations/fresh-id.ts';
import { changePage } from '../operations/pages.ts';
import { exchangeable } from '../pages/editor-page.ts';
import { messages } from '../messages.ts';
import { type ReadSettings, readSettings } from './read-settings.ts';
import { withKind } from './with-kind.ts';

/** A node as its form in the editor sent it, of another kind if that was chosen. */
export function editedNode({ node: before }: PlacedNode, body: FormBody, locale: Locale): ReadSettings {
  const { node, errors } = readSettings(before, body, locale);
  const kind = formField(body, 'kind');
  const changes = isKind(kind) && kind !== before.kind && exchangeable(before).includes(kind);
  return { node: changes ? withKind(node, kind) : node, errors };
}

/** A field still called what its kind is called gets a name of its own with the first words written for it. */
export function withName(form: AuthorForm, placed: PlacedNode, node: AuthorNode): AuthorNode {
  const { kind, id } = placed.node;
  if (node.id !== id || !isKind(kind)) return node;
  const starter = idFromWords(messages.de.kinds[kindKey(kind)].name(), 'feld');
  const words = node.label?.de ?? '';
  if (!new RegExp(`^${starter}\\d*$`).test(id) || words === (placed.node.label?.de ?? '')) return node;
  const taken = takenIn(form, containerOf(placed));
  taken.delete(id);
  return { ...node, id: freshId(idFromWords(words, id), taken) };
}

/** A page as its form in the editor sent it. One still called "seite" in addresses gets a name of its own with the first words written for it. */
export function editedPage(form: AuthorForm, page: AuthorPage, body: FormBody): AuthorPage {
  const typed = formField(body, 'id').trim() || page.id;
  const title = formField(body, 'title').trim();
  const others = new Set(form.pages.map((one) => one.id).filter((one) => one !== page.id));
  const isStarter = typed === page.id && /^(?:seite|angaben)\d*$/.test(page.id) && title !== page.title.de;
  const intro = formField(body, 'intro').replace(/\r\n?/g, '\n').trim();
  const { intro: before, ...rest } = page;
  return {
    ...rest,
    id: isStarter ? freshId(slugFromWords(title, page.id), others) : typed,
    title: { ...page.title, de: title },
    ...(intro === '' ? {} : { intro: { ...before, de: intro } }),
  };
}

/** What is edited of a form, and the form with it as it would be if it were saved, under its present name. */
export interface UnsavedPart {
  readonly form: AuthorForm;
  readonly pageId: string;
  /** whether a JSON pointer leads to what is edited */
  readonly holds: (pointer: string) => boolean;
}

export function unsavedPart(form: AuthorForm, body: FormBody, locale: Locale): UnsavedPart | undefined {
  const placed = nodeAt(form, formField(body, 'path'));
  if (placed) {
    const { node } = editedNode(placed, body, locale);
    const named = { ...node, id: placed.node.id };
    const changed = changeNode(form, placed.path, named, renamedOptions(placed.node.options, node.options));
    const { pointer, page } = placed;
    return changed.ok ? { form: changed.value.form, pageId: page.id, holds: holdsNode(pointer) } : undefined;
  }
  const found = pageById(form, formField(body, 'page'));
  if (!found) return undefined;
  const { page, index } = found;
  const changed = changePage(form, page.id, { ...editedPage(form, page, body), id: page.id });
  return changed.ok ? { form: changed.value, pageId: page.id, holds: holdsPage(`/pages/${index}`) } : undefined;
}

/** Whether a JSON pointer leads to a node or something in it. */
export function holdsNode(pointer: string): UnsavedPart['holds'] {
  return (at) => at === pointer || at.startsWith(`${pointer}/`);
}

/** Whether a JSON pointer leads to what is set at a page itself, not to its fields. */
export function holdsPage(pointer: string): UnsavedPart['holds'] {
  return (at) => holdsNode(pointer)(at) && !at.startsWith(`${pointer}/fields/`);
}
