const replaced: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Part of an address made of words: lower case, digits, hyphens, at most 80. */
export function slugOfWords(words: string): string {
  const slug = words
    .toLowerCase()
    .replace(/[äöüß]/g, (sign) => replaced[sign] ?? sign)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'leistung' : slug;
}
