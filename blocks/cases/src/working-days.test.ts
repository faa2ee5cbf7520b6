import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addWorkingDays, nextWorkingDay } from './working-days.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const holidays = new Set(['2026-12-25', '2027-01-01', '2027-01-06']);
const isHoliday = (at: Temporal.PlainDate): boolean => holidays.has(at.toString());

describe('working days', () => {
  it('skips the weekend', () => assert.equal(addWorkingDays(day('2026-11-27'), 1, isHoliday).toString(), '2026-11-30'));
  it('skips holidays over the turn of the year', () =>
    assert.equal(addWorkingDays(day('2026-12-23'), 7, isHoliday).toString(), '2027-01-05'));
  it('moves an end on a holiday to the next working day', () =>
    assert.equal(nextWorkingDay(day('2027-01-06'), isHoliday).toString(), '2027-01-07'));
  it('leaves a working day as it is', () => assert.equal(nextWorkingDay(day('2026-11-23'), isHoliday).toString(), '2026-11-23'));
});
