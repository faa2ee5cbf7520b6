import { type Html, trusted } from '@amt/html';

const references = /\s(id|for|aria-describedby|aria-labelledby|aria-controls|list)="([^"]*)"/g;

/**
 * A page of a form drawn within another page: its ids get a prefix, so that none is there twice, and its main heading becomes one of the third level.
 * The markup is that of our own renderer, in which attributes are always quoted and `"` within them is escaped.
 */
export function withOtherIds(markup: Html, prefix: string): Html {
  return trusted(
    markup
      .toString()
      .replace(
        references,
        (_, name: string, ids: string) =>
          ` ${name}="${ids
            .split(' ')
            .map((id) => `${prefix}${id}`)
            .join(' ')}"`,
      )
      .replace(/\shref="#([^"]+)"/g, (_, id: string) => ` href="#${prefix}${id}"`)
      .replace(/<(\/?)h1(?=[\s>])/g, '<$1h3'),
  );
}
