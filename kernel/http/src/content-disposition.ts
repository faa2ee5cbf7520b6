/** `Content-Disposition` (RFC 6266) with the name in UTF-8 (RFC 8187) and an ASCII form for old programs. */
export function attachment(fileName: string | undefined, inline: boolean): string {
  const kind = inline ? 'inline' : 'attachment';
  if (fileName === undefined) return kind;
  const ascii = fileName
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^ -~]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
