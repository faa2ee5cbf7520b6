import type { Html, HtmlValue } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { element } from '../element.ts';
import { messages } from '../messages.ts';

export interface AddressLookupProps {
  /** boxes named `<path>.street`, `<path>.houseNumber`, `<path>.postalCode`, `<path>.city` */
  readonly body: HtmlValue;
  /** answers `?q=` with `{ streets: [{ street, city, postalCodes }], houseNumber? }` */
  readonly streetsHref: string;
  /** answers `?street=&q=` with `{ addresses: [{ houseNumber, postalCode, city }] }` */
  readonly numbersHref: string;
  readonly locale: Locale;
}

/** Suggests streets and house numbers where scripts run (module `address`); what is typed stands, whether it was suggested or not. */
export function addressLookup({ body, streetsHref, numbersHref, locale }: AddressLookupProps): Html {
  const m = messages[locale].addressLookup;
  const data = { 'data-streets': streetsHref, 'data-numbers': numbersHref, 'data-list': m.list(), 'data-some': m.some() };
  return element('amt-address', data, body);
}
