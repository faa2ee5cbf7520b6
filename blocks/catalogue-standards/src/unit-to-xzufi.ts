import type { Service } from '@amt/catalogue';
import type { OrganisationUnit } from '@amt/identity';
import { htmlOfPlain } from './html-text.ts';
import { arsScheme, wordsOf, type XzufiCity } from './service-to-xzufi.ts';
import type { XzufiChannel, XzufiUnit } from './xzufi-model.ts';

/** A unit in the terms of XZuFi, with the services it is responsible for. */
export function unitToXzufi(unit: OrganisationUnit, services: readonly Service[], { agency, ars }: XzufiCity): XzufiUnit {
  const { address } = unit;
  const channels: XzufiChannel[] = [];
  for (const [kind, value] of [
    ['phone', unit.phone],
    ['mail', unit.mail],
    ['website', unit.website],
  ] as const)
    if (value !== undefined) channels.push({ kind, value });
  return {
    id: { value: unit.id, agency },
    ...(unit.parent !== undefined && { parent: { value: unit.parent, agency } }),
    names: wordsOf(unit.name, (text) => text),
    descriptions: wordsOf(unit.task, htmlOfPlain),
    addresses: address
      ? [
          {
            street: address.street,
            houseNumber: address.houseNumber,
            ...(address.addition !== undefined && address.addition !== '' && { addition: address.addition }),
            postalCode: address.postalCode,
            city: address.city,
          },
        ]
      : [],
    channels,
    openingHours: wordsOf(unit.openingHours, (text) => text),
    accessibility: wordsOf(unit.accessibility, (text) => text),
    responsibilities: services
      .filter(({ unitId }) => unitId === unit.id)
      .map(({ id }) => ({ service: { value: id, agency }, areas: [{ value: ars, scheme: arsScheme }] })),
  };
}
