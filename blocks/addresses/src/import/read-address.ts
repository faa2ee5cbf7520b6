import { parseHouseNumber, type HouseNumber } from '../house-number.ts';
import { fromUtm, type Position } from '../utm.ts';
import type { FieldName, RawAddress } from './raw-address.ts';
import type { RowFault } from './row-fault.ts';

/** An address of an official list. */
export interface ListedAddress extends HouseNumber, Position {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  /** Stadtbezirk, where the list names it */
  readonly district: string | undefined;
}

const longestName = 100;

/** Judges a row; all its faults, each with the file's own name of the field. */
export function readAddress({ line, values, names }: RawAddress): ListedAddress | readonly RowFault[] {
  const faults: RowFault[] = [];
  const fault = (field: FieldName, message: string): undefined => void faults.push({ line, field: names[field] ?? field, message });

  const name = (field: 'street' | 'city' | 'district'): string => {
    const value = (values[field] ?? '').normalize('NFC').replaceAll(/\s+/g, ' ');
    if (value === '' && field !== 'district') fault(field, 'is empty');
    if (value.length > longestName) fault(field, `is longer than ${longestName} characters`);
    else if (/\p{Cc}|\p{Cf}|\uFFFD/u.test(value)) fault(field, 'holds signs that are no letters; is the file UTF-8?');
    else if (field === 'street' && value !== '' && !/\p{L}/u.test(value)) fault(field, `"${value}" has no letter`);
    return value;
  };
  const street = name('street');
  const city = name('city');
  const district = name('district');

  const postalCode = values.postalCode ?? '';
  if (!/^\d{5}$/.test(postalCode)) fault('postalCode', postalCode === '' ? 'is empty' : `"${clip(postalCode)}" is not five digits`);

  const number = values.houseNumber ?? '';
  const houseNumber = parseHouseNumber(`${number} ${values.suffix ?? ''}`);
  if (!houseNumber)
    fault(
      parseHouseNumber(number) ? 'suffix' : 'houseNumber',
      number === '' ? 'is empty' : `"${clip(number)}" "${clip(values.suffix ?? '')}" is no house number`,
    );

  const position = readPosition(values, fault);
  if (faults.length > 0 || !houseNumber || !position) return faults;
  return { street, ...houseNumber, postalCode, city, district: district === '' ? undefined : district, ...position };
}

type Complain = (field: FieldName, message: string) => undefined;

function readPosition(values: RawAddress['values'], fault: Complain): Position | undefined {
  const inDegrees = values.lat !== undefined || values.lon !== undefined || values.easting === undefined;
  const [xField, yField] = inDegrees ? (['lon', 'lat'] as const) : (['easting', 'northing'] as const);
  const [x, y] = [readNumber(values, xField, fault), readNumber(values, yField, fault)];
  if (x === undefined || y === undefined) return undefined;
  const position = inDegrees ? { lat: y, lon: x } : fromUtm({ easting: x, northing: y });
  if (isInGermany(position)) return position;
  const swapped = isInGermany(inDegrees ? { lat: x, lon: y } : fromUtm({ easting: y, northing: x }));
  const hint = swapped ? `; are ${inDegrees ? 'latitude and longitude' : 'easting and northing'} swapped?` : '';
  return fault(yField, `${x}, ${y} does not lie in Germany${hint}`);
}

/** A decimal point or a decimal comma, no thousands separators. */
function readNumber(values: RawAddress['values'], field: FieldName, fault: Complain): number | undefined {
  const text = values[field] ?? '';
  if (/^-?\d{1,10}(?:[.,]\d{1,20})?$/.test(text)) return Number(text.replace(',', '.'));
  return fault(field, text === '' ? 'is empty' : `"${clip(text)}" is not a number`);
}

/** Roughly; meant to catch swapped, shifted and missing coordinates. */
export function isInGermany({ lat, lon }: Position): boolean {
  return lat > 47 && lat < 55.2 && lon > 5.5 && lon < 15.5;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
