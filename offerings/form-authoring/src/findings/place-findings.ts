import type { AuthorForm } from '../model/author-form.ts';
import { nodesOf } from '../model/author-tree.ts';
import type { Locale } from '@amt/i18n';
import { messages } from '../messages.ts';

/** What is wrong, or may be, with its place: the shape in which the static proofs of a form tell it. */
export interface Finding {
  readonly severity: 'fault' | 'warning';
  /** JSON pointer into the definition */
  readonly pointer: string;
  readonly message: string;
}

/** A finding with the place in words and the page of the builder where it is put right. */
export interface PlacedFinding extends Finding {
  readonly place: string;
  readonly href: string;
}

export interface PlaceLinks {
  readonly page: (pageId: string) => string;
  readonly node: (path: string) => string;
  readonly logic: string;
  readonly settings: string;
  readonly points: string;
  readonly tests: string;
  readonly texts: string;
}

/** Says in words where each finding is, and where to go. */
export function placeFindings(form: AuthorForm, findings: readonly Finding[], links: PlaceLinks, locale: Locale): PlacedFinding[] {
  const nodes = [...nodesOf(form)];
  const m = messages[locale].places;
  return findings.map((finding) => {
    const { pointer } = finding;
    const node = nodes.findLast((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`));
    if (node) {
      const { text } = node.node as { readonly text?: { readonly de?: string } };
      const name = (node.node.label?.de ?? text?.de) || node.node.id;
      return { ...finding, place: m.node({ page: node.pageIndex + 1, name }), href: links.node(node.path) };
    }
    const [, index] = /^\/pages\/(\d+)/.exec(pointer) ?? [];
    const page = index === undefined ? undefined : form.pages[Number(index)];
    if (page) return { ...finding, place: m.page({ page: Number(index) + 1, name: page.title.de }), href: links.page(page.id) };
    if (/^\/(?:rules|computed|fee)/.test(pointer)) return { ...finding, place: m.logic(), href: links.logic };
    if (pointer.startsWith('/remarks')) return { ...finding, place: m.points(), href: links.points };
    if (pointer.startsWith('/scenarios')) return { ...finding, place: m.tests(), href: links.tests };
    return { ...finding, place: m.settings(), href: links.settings };
  });
}
