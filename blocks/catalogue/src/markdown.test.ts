import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { renderMarkdown } from './markdown.ts';

/** Without the line breaks between tags. */
const rendered = (text: string): string =>
  renderMarkdown(text)
    .toString()
    .replace(/\s*\n\s*/g, '');

describe('light Markdown', () => {
  it('renders paragraphs, headings, lists', () =>
    assert.equal(
      rendered('Erster\nSatz.\n\n## Titel\n\n- eins\n- zwei\n  weiter\n\n1. a\n2. b'),
      '<p>Erster Satz.</p><h3>Titel</h3><ul><li>eins</li><li>zwei weiter</li></ul><ol><li>a</li><li>b</li></ol>',
    ));
  it('renders emphasis and links', () =>
    assert.equal(
      rendered('**fest** und *schräg*, [Amt](https://example.org/a?b=1&c=2)'),
      '<p><strong>fest</strong> und <em>schräg</em>, <a href="https://example.org/a?b=1&amp;c=2">Amt</a></p>',
    ));
  it('sets the level of headings', () =>
    assert.equal(renderMarkdown('## a\n\n### b', { headingLevel: 2 }).toString(), '<h2>a</h2><h3>b</h3>'));
  it('leaves links alone that lead elsewhere than https, mailto, tel or here', () => {
    for (const target of ['javascript:alert(1)', 'data:text/html,x', 'http://example.org', '//example.org', '/\\example.org', 'ftp://x']) {
      assert.ok(!rendered(`[x](${target})`).includes('<a'), target);
    }
    for (const target of ['https://example.org', 'mailto:a@example.org', 'tel:+49892330', '/de/suche'])
      assert.ok(rendered(`[x](${target})`).includes('<a'), target);
  });
  it('escapes whatever it is given, and never fails', () => {
    const nasty = fc.array(
      fc.constantFrom(
        '<script>',
        '"',
        "'",
        '&',
        '**',
        '*',
        '[',
        '](',
        ')',
        'javascript:',
        '\n',
        '\n\n',
        '- ',
        '## ',
        'x',
        '<img onerror=1>',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(nasty, (pieces) => {
        const markup = rendered(pieces.join(''));
        return [...markup.matchAll(/<([^>]*)>/g)].every(([, tag = '']) =>
          /^\/?(p|h3|h4|ul|ol|li|strong|em|a)( href="[^"<>]*")?$/.test(tag),
        );
      }),
    );
  });
});
