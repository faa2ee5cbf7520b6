/** The wished id, or the next one with a number that is free: `name`, `name2`, `name3`. What objects inherit is never free. */
export function freshId(wished: string, taken: ReadonlySet<string>): string {
  const free = (id: string): boolean => !taken.has(id) && !(id in Object.prototype) && id !== 'choice';
  if (free(wished)) return wished;
  const [, stem = wished] = /^(.*?)\d*$/.exec(wished) ?? [];
  for (let number = 2; ; number++) if (free(`${stem}${number}`)) return `${stem}${number}`;
}

/** An id made of words: "Art des Instruments" gives `artDesInstruments`; at most four words, so that paths stay readable. */
export function idFromWords(words: string, otherwise: string): string {
  const [first = '', ...rest] = plain(words)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, 4);
  const id = `${first.toLowerCase()}${rest.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`).join('')}`.slice(
    0,
    40,
  );
  return /^[a-z]/.test(id) ? id : otherwise;
}

/** A page's or form's id: "Anmeldung Straßenmusik" gives `anmeldung-strassenmusik`. */
export function slugFromWords(words: string, otherwise: string): string {
  const slug = plain(words)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  return /^[a-z]/.test(slug) ? slug : otherwise;
}

function plain(words: string): string {
  return words
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/Ä/g, 'Ae')
    .replace(/Ö/g, 'Oe')
    .replace(/Ü/g, 'Ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
