import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { attributes, csrfField, csrfMarker, html, trusted, UnsafeTemplate, type Html, type TemplateValue } from './index.ts';

/** Under another name the formatter leaves the markup as it is written. */
const raw = html;

type Element = DefaultTreeAdapterTypes.Element;

/** What a real parser (parse5, the HTML standard's algorithm) makes of it. */
function parsed(markup: Html): { element: Element; attributes: Record<string, string>; text: string; elements: number } {
  const nodes = parseFragment(String(markup)).childNodes.filter((node): node is Element => 'tagName' in node);
  const element = nodes[0];
  assert.ok(element && nodes.length === 1, `one element expected in ${String(markup)}`);
  const text = element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
  const elements = 1 + element.childNodes.filter((node) => 'tagName' in node).length;
  return { element, attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])), text, elements };
}

/** Parsers turn line breaks into \n and drop NUL in content: that is how text is read, not something that escaped. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '`',
        '=',
        '/',
        '</p>',
        '<script>',
        '<!--',
        '-->',
        ']]>',
        '&lt;',
        '&#',
        '</textarea>',
        ' onload=',
        'javascript:',
        '\n',
        '\t',
      ),
      fc.string({ unit: 'grapheme' }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll(/[\r\0]/g, ''));

describe('a value in a template', () => {
  it('stays text, whatever it is: one element, the same text and attributes come out', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (text, double, single) => {
        const made = parsed(raw`<p title="a ${double} b" lang='${single}' ${attributes({ 'data-x': text })}>${text}</p>`);
        assert.deepEqual(made.attributes, { title: `a ${double} b`, lang: single, 'data-x': text });
        assert.deepEqual([made.text, made.elements, made.element.tagName], [text, 1, 'p']);
      }),
      { numRuns: 500 },
    );
  });

  it('stays text within textarea and title', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        // a line break right after <textarea> is dropped by parsers
        const area = parsed(html`<textarea>x${text}</textarea>`);
        assert.deepEqual([area.text, area.elements], [`x${text}`, 1]);
        assert.equal(parsed(html`<title>${text}</title>`).text, text);
      }),
      { numRuns: 500 },
    );
  });

  it('writes nothing for what is not there, joins lists, keeps markup', () => {
    assert.equal(String(html`${null}${undefined}${false}${true}${0}${1n}${['a', [html`<b>${'<'}</b>`, null]]}`), '01a<b>&lt;</b>');
    assert.equal(
      String(html`<i aria-expanded="${false}" aria-busy="${true}" class="x${false}"></i>`),
      '<i aria-expanded="false" aria-busy="true" class="x"></i>',
    );
    assert.equal(String(trusted('<svg/>')), '<svg/>');
  });

  it('in an address runs no script, however it is written', () => {
    const schemes = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:x',
      '\u0001javascript:x',
      'java\nscript:x',
      'java\tscript:x',
      'data:text/html,<script>',
      'vbscript:x',
      'blob:x',
      'file:///etc/passwd',
      'view-source:x',
    ];
    for (const address of schemes) {
      const made = [
        html`<a href="${address}"></a>`,
        html`<a ${attributes({ href: address })}></a>`,
        raw`<form action='${address}'></form>`,
        html`<button formaction="${address}"></button>`,
        html`<img src="${address}" />`,
        html`<svg xlink:href="${address}"></svg>`,
      ];
      for (const markup of made) assert.match(String(markup), /"?'?about:blank#blocked/, address);
    }
    for (const address of ['/de/a?b=c:d', '#x', '?a=javascript:x', 'https://x.de', 'mailto:a@b.de', 'tel:+49', 'a/b:c', ''])
      assert.equal(parsed(html`<a href="${address}"></a>`).attributes['href'], address);
  });

  it('in an address never yields another scheme than the allowed (any text, read by the URL parser)', () => {
    const piece = fc.constantFrom('javascript', 'data', ':', '\t', '\n', ' ', '/', 'x', '\u0000', '&colon;', 'JAVA', 'script', '\u00a0');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 7 }).map((parts) => parts.join('')),
        (address) => {
          const { href } = parsed(html`<a href="${address}"></a>`).attributes;
          const url = URL.parse(href ?? '', 'https://own.example/');
          return url === null || ['https:', 'http:', 'mailto:', 'tel:', 'about:'].includes(url.protocol);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a template is refused at its first rendering', () => {
  const text = 'x' as TemplateValue;
  const cases: [string, () => Html, RegExp][] = [
    ['outside quotes', () => raw`<a href=${text}></a>`, /must stand in quotes/],
    ['partly outside quotes', () => raw`<a class=a${text}></a>`, /must stand in quotes/],
    ['as a tag', () => raw`<${text}></p>`, /name of a tag/],
    ['as part of a tag', () => raw`<h${text}></h1>`, /name|blank/],
    ['as a closing tag', () => raw`<p></${text}>`, /name of a tag/],
    ['as an attribute name', () => raw`<p ${text}="1"></p>`, /blank or the end/],
    ['as part of an attribute name', () => raw`<p data-${text}="1"></p>`, /name of a tag or attribute/],
    ['text where attributes stand', () => raw`<p ${text}></p>`, /only attributes/],
    [
      'in a script',
      () =>
        raw`<script>
          let a = '${text}';
        </script>`,
      /within <script>/,
    ],
    [
      'in a style',
      () =>
        raw`<style>
          ${text}
        </style>`,
      /within <style>/,
    ],
    ['in an event', () => raw`<p onclick="go('${text}')"></p>`, /script attribute "onclick"/],
    ['in an event, oddly written', () => raw`<p oNClick="${text}"></p>`, /script attribute/],
    ['in a style attribute', () => raw`<p style="color: ${text}"></p>`, /"style"/],
    ['in srcdoc', () => raw`<iframe srcdoc="${text}"></iframe>`, /"srcdoc"/],
    ['in a comment', () => raw`<!-- ${text} -->`, /comment/],
    ['in a declaration', () => raw`<!doctype ${text}>`, /declaration/],
    ['in the scheme of an address', () => raw`<a href="java${text}"></a>`, /must begin/],
    ['behind a scheme that runs', () => raw`<a href="javascript:${text}"></a>`, /must begin/],
    ['as two parts of a scheme', () => raw`<a href="${text}${text}"></a>`, /one value/],
    ['before a scheme', () => raw`<a href="${text}script:x"></a>`, /one value/],
    ['markup in an attribute', () => raw`<p title="${raw`<b></b>`}"></p>`, /may not stand in an attribute/],
    ['markup in a title', () => raw`<title>${raw`<b></b>`}</title>`, /may not stand in an attribute, <title>/],
    ['attributes as content', () => raw`<p>${attributes({ a: 1 })}</p>`, /cannot be written/],
    ['a tag that is not closed', () => raw`<a href="${text}"`, /ends within a tag/],
    ['a script that is not closed', () => raw`<script>`, /not closed/],
    ['a quote in the wrong place', () => raw`<p a"b="${text}"></p>`, /may not stand here/],
    ['attributes without blank before them', () => raw`<p a="1"${attributes({})}></p>`, /a blank is missing|blank or the end|name/],
  ];
  for (const [name, make, message] of cases) {
    it(name, () => {
      assert.throws(make, (fault) => fault instanceof UnsafeTemplate && message.test(fault.message));
      assert.throws(make, UnsafeTemplate, 'and at the second');
    });
  }
  it('and says where', () => {
    assert.throws(() => raw`<p>${'a'}</p><a href=${'b'}></a>`, /value 2, after `<\/p><a href=`/);
  });
});

describe('attributes()', () => {
  it('writes names, values, truth and nothing', () => {
    assert.equal(
      String(
        raw`<input ${attributes({ checked: true, disabled: false, id: undefined, size: 3, 'aria-invalid': true, 'aria-hidden': false, value: '"<' })} />`,
      ),
      '<input checked size="3" aria-invalid="true" aria-hidden="false" value="&quot;&lt;" />',
    );
    assert.equal(String(raw`<input ${false} ${attributes({})} />`), '<input   />');
  });
  it('refuses names that are none or that run', () => {
    for (const name of ['onclick', 'ONCLICK', 'style', 'srcdoc', 'a b', 'a"', '', 'a=', '1', '>'])
      assert.throws(() => attributes({ [name]: 'x' }), Error, name);
  });
});

describe('the field against forged forms', () => {
  it('holds a marker that the server replaces', () => {
    assert.equal(String(csrfField()), `<input type="hidden" name="_csrf" value="${csrfMarker}" />`);
  });
});
