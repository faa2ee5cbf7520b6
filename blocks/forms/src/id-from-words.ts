/** An id of a node made of words: "Art des Instruments" gives `artDesInstruments`; of the first words alone, so that paths stay readable. */
export function idFromWords(words: string, otherwise: string, mostWords = 4): string {
  const [first = '', ...rest] = plain(words)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, mostWords);
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
