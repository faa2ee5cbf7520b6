import { isLocale, type Locale } from '@amt/i18n';

/** The language a path begins with: `/de-simple/leistungen` is in `de-simple`. */
export function localeOfPath(path: string): Locale | undefined {
  const end = path.slice(1).search(/[/?]/);
  const first = end === -1 ? path.slice(1) : path.slice(1, end + 1);
  return isLocale(first) ? first : undefined;
}

/** German or English by `Accept-Language` (RFC 9110 12.5.4): German for who says nothing, English for who reads neither first. */
export function preferredLocale(header: string | undefined): Locale {
  if (header === undefined || header.trim() === '' || header.length > 1000) return 'de';
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((found) => found !== undefined);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  const wished = wishes.find(({ language }) => language === 'de' || language === 'en' || language === '*');
  return wished === undefined ? 'en' : wished.language === 'en' ? 'en' : 'de';
}
