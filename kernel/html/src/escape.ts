const special = /["&'<>]/;

/** Text for element content and for quoted attribute values alike. */
export function escapeText(text: string): string {
  const first = text.search(special);
  if (first === -1) return text;
  let out = '';
  let from = 0;
  for (let i = first; i < text.length; i++) {
    let entity: string;
    switch (text.charCodeAt(i)) {
      case 34:
        entity = '&quot;';
        break;
      case 38:
        entity = '&amp;';
        break;
      case 39:
        entity = '&#39;';
        break;
      case 60:
        entity = '&lt;';
        break;
      case 62:
        entity = '&gt;';
        break;
      default:
        continue;
    }
    out += text.slice(from, i) + entity;
    from = i + 1;
  }
  return out + text.slice(from);
}

/** Attributes whose value is an address that a browser follows or loads. */
export const urlAttributes: ReadonlySet<string> = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'poster',
  'data',
  'cite',
  'ping',
  'background',
  'manifest',
  'xlink:href',
]);

const allowedSchemes = new Set(['http', 'https', 'mailto', 'tel']);

/** What stands in place of an address that would run script or leave the web (`javascript:`, `data:`, `blob:` …). */
export const blockedAddress = 'about:blank#blocked';

/** The address itself when it is relative or of a harmless scheme, else {@link blockedAddress}. */
export function safeAddress(address: string): string {
  const colon = address.indexOf(':');
  if (colon === -1) return address;
  const start = address.slice(0, colon);
  if (/[/?#\\]/.test(start)) return address;
  // a scheme hidden behind control characters or line breaks is none of the allowed ones, so it is blocked like any other
  return allowedSchemes.has(start.trim().toLowerCase()) ? address : blockedAddress;
}
