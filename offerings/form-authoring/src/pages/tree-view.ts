import { type Html, type HtmlValue, html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { button, element, form, icon } from '@amt/ui';
import type { AuthorForm, AuthorNode, AuthorPage } from '../model/author-form.ts';
import { childrenOf } from '../model/author-tree.ts';
import { isKind, kindKey } from '../model/kinds.ts';
import { messages } from '../messages.ts';

/** What is chosen in the tree: a page or a node. */
export type Selection = { readonly page: string } | { readonly node: string; readonly page: string };

export interface TreeProps {
  readonly form: AuthorForm;
  readonly selection: Selection;
  readonly revision: number;
  readonly locale: Locale;
  /** JSON pointers of what is faulty */
  readonly faulty: ReadonlySet<string>;
  readonly pageHref: (pageId: string) => string;
  readonly nodeHref: (path: string) => string;
  readonly addHref: (into: { page: string } | { node: string }) => string;
  readonly addPageAction: string;
  /** where a dragged node is put */
  readonly dropAction: string;
  readonly mayEdit: boolean;
}

/** The form as a nested list: all pages, and the fields of the page one is on. With scripts its nodes can be dragged (module `tree`). */
export function treeView(props: TreeProps): Html {
  const { form: definition, selection, locale, mayEdit } = props;
  const m = messages[locale].tree;
  const pages = definition.pages.map((page, index) =>
    element(
      'li',
      { class: 'amt-tree__item', 'data-tree-page': page.id },
      row({
        href: props.pageHref(page.id),
        label: page.title.de === '' ? m.untitled() : page.title.de,
        kind: m.page({ number: index + 1 }),
        current: !('node' in selection) && selection.page === page.id,
        faulty: [...props.faulty].some((pointer) => pointer === `/pages/${index}` || pointer.startsWith(`/pages/${index}/`)),
        props,
      }),
      page.id === selection.page ? openPage(props, page, index) : '',
    ),
  );
  return element(
    'amt-tree',
    { class: 'amt-tree', 'data-moved': m.moved() },
    html`<ol class="amt-tree__list">
      ${pages}
    </ol>`,
    mayEdit
      ? html`${form({
          action: props.addPageAction,
          inline: true,
          body: html`${revision(props)}<input type="hidden" name="after" value="${selection.page}" />${button({ label: m.addPage(), kind: 'link', icon: 'add', small: true })}`,
        })}${dropForm(props)}`
      : '',
  );
}

/** Filled in and sent by the module when something was dropped. */
function dropForm(props: TreeProps): Html {
  return html`<div hidden>
    ${form({
      action: props.dropAction,
      inline: true,
      label: messages[props.locale].tree.drop(),
      body: html`${revision(props)}<input type="hidden" name="path" /><input type="hidden" name="page" /><input type="hidden" name="node" /><input
          type="hidden"
          name="index"
        /><button type="submit">${messages[props.locale].tree.drop()}</button>`,
    })}
  </div>`;
}

const revision = (props: TreeProps): Html => html`<input type="hidden" name="revision" value="${props.revision}" />`;

function openPage(props: TreeProps, page: AuthorPage, index: number): Html {
  const add = addLink(props, { page: page.id }, page.title.de);
  return html`${nodeList(props, page.fields, '', `/pages/${index}/fields`)}${add}`;
}

function nodeList(props: TreeProps, nodes: readonly AuthorNode[], prefix: string, pointer: string): Html {
  return element(
    'ol',
    { class: 'amt-tree__list', 'data-tree-list': prefix === '' ? '' : prefix.slice(0, -1) },
    nodes.map((node, i) => nodeItem(props, node, `${prefix}${node.id}`, `${pointer}/${i}`)),
  );
}

function nodeItem(props: TreeProps, node: AuthorNode, path: string, pointer: string): Html {
  const { selection, locale } = props;
  const m = messages[locale];
  const label = nodeName(node, locale);
  const inner = childrenOf(node);
  const holds = node.fields !== undefined && (node.kind !== undefined || true);
  const key = node.branches ? 'branches' : 'fields';
  return element(
    'li',
    { class: 'amt-tree__item', 'data-tree-node': path, draggable: props.mayEdit && node.kind !== undefined ? 'true' : undefined },
    row({
      href: props.nodeHref(path),
      label,
      kind: isKind(node.kind) ? m.kinds[kindKey(node.kind)].name() : m.tree.branch(),
      current: 'node' in selection && selection.node === path,
      faulty: [...props.faulty].some(
        (at) => at === pointer || (at.startsWith(`${pointer}/`) && !/\/(?:fields|branches)\/\d/.test(at.slice(pointer.length))),
      ),
      conditional: node.when !== undefined,
      props,
    }),
    node.branches || holds ? nodeList(props, inner, `${path}.`, `${pointer}/${key}`) : '',
    holds ? addLink(props, { node: path }, label) : '',
  );
}

/** How a node is called in lists: its words, else its id. */
export function nodeName(node: AuthorNode, locale: Locale): string {
  const { text } = node as { readonly text?: { readonly de?: string } };
  const words = node.label?.de ?? text?.de ?? '';
  const short = words.length > 70 ? `${words.slice(0, 68).trimEnd()} …` : words;
  return short === '' ? messages[locale].tree.unnamed({ id: node.id }) : short;
}

function addLink({ addHref, locale, mayEdit }: TreeProps, into: { page: string } | { node: string }, about: string): HtmlValue {
  if (!mayEdit) return '';
  return html`<p class="amt-tree__add">
    ${button({ label: messages[locale].tree.add(), about, href: addHref(into), kind: 'link', icon: 'add', small: true })}
  </p>`;
}

function row(one: {
  readonly href: string;
  readonly label: string;
  readonly kind: string;
  readonly current: boolean;
  readonly faulty: boolean;
  readonly conditional?: boolean;
  readonly props: TreeProps;
}): Html {
  const m = messages[one.props.locale].tree;
  return element(
    'a',
    { class: 'amt-tree__row', href: one.href, 'aria-current': one.current ? 'true' : undefined },
    html`<span class="amt-tree__label">${one.label}</span>
      <span class="amt-tree__kind">${one.kind}${one.conditional === true ? html` · ${m.conditional()}` : ''}</span>
      ${one.faulty ? html`<span class="amt-tree__fault">${icon('alert')}<span class="amt-hidden">${m.faulty()}</span></span>` : ''}`,
  );
}
