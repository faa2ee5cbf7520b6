import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as format from './index.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('dates, numbers and money', () => {
  const late = Temporal.Instant.from('2026-11-23T23:30:00Z');
  it('are told in the time of the office', () => {
    assert.equal(format.formatDate(late, 'de'), '24. November 2026');
    assert.equal(format.formatShortDate(late, 'de'), '24.11.2026');
    assert.equal(format.formatDateTime(late, 'de-simple'), '24. November 2026 um 00:30');
    assert.equal(format.formatTime(late, 'en'), '00:30');
    assert.equal(format.formatDate(Temporal.PlainDate.from('2026-03-29'), 'en'), '29 March 2026');
  });
  it('count days by the calendar, not by hours', () => {
    assert.equal(format.formatRelativeDay(late, Temporal.Instant.from('2026-11-23T22:30:00Z'), 'de'), 'morgen');
    assert.equal(format.formatRelativeDay(late, late, 'en'), 'today');
    assert.equal(format.formatRelativeDay(Temporal.PlainDate.from('2026-12-24'), late, 'de'), 'in 30 Tagen');
    assert.equal(format.formatRelativeDay(Temporal.PlainDate.from('2026-11-20'), late, 'de'), 'vor 4 Tagen');
  });
  it('follow the language', () => {
    assert.equal(plain(format.formatMoney(123456, 'de')), '1.234,56 €');
    assert.equal(format.formatMoney(3000, 'en'), '€30.00');
    assert.equal(format.formatNumber(1234.5, 'de'), '1.234,5');
    assert.equal(plain(format.formatPercent(0.125, 'de')), '12,5 %');
    assert.deepEqual(
      [0, 999, 1_400_000].map((bytes) => plain(format.formatFileSize(bytes, 'de'))),
      ['0 Byte', '999 Byte', '1,4 MB'],
    );
    assert.equal(format.formatList(['A', 'B', 'C'], 'de'), 'A, B und C');
    assert.equal(format.formatList(['A', 'B'], 'en', 'or'), 'A or B');
  });
});
