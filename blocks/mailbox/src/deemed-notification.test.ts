import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deemedNotification, type NotificationRule, type Provision } from './deemed-notification.ts';

const at = (text: string | null) => (text === null ? null : Temporal.Instant.from(`${text}+01:00`));
function day(rule: NotificationRule, deliveredAt: string, notifiedAt: string | null, readAt: string | null, now = deliveredAt): string {
  const provision: Provision = { deliveredAt: at(deliveredAt) ?? Temporal.Now.instant(), notifiedAt: at(notifiedAt), readAt: at(readAt) };
  const deemed = deemedNotification(rule, provision, at(now) ?? Temporal.Now.instant());
  return deemed.state === 'notified' ? deemed.on.toString() : deemed.state;
}

describe('the day on which a decision counts as notified', () => {
  it('in Bavaria is the third day after the mail, opened earlier or not, and does not move on a weekend', () => {
    // 2026-11-25 is a Wednesday, the third day a Saturday
    assert.equal(day('BayDiG', '2026-11-25T10:00', '2026-11-25T10:01', null), '2026-11-28');
    assert.equal(day('BayDiG', '2026-11-25T10:00', '2026-11-25T10:01', '2026-11-25T11:00'), '2026-11-28');
  });
  it('counts days of the office, not of UTC', () => {
    assert.equal(day('BayDiG', '2026-11-25T00:10', '2026-11-25T00:30', null), '2026-11-28');
  });
  it('in Bavaria without a mail is the day of opening, and open until then', () => {
    assert.equal(day('BayDiG', '2026-11-25T10:00', null, null), 'open');
    assert.equal(day('BayDiG', '2026-11-25T10:00', null, '2026-12-03T23:30'), '2026-12-03');
  });
  it('after § 9 OZG is the fourth day after provision, until 2024 the third', () => {
    assert.equal(day('OZG', '2026-11-25T10:00', null, null), '2026-11-29');
    assert.equal(day('OZG', '2024-12-31T23:59', null, null), '2025-01-03');
    assert.equal(day('OZG', '2025-01-01T00:00', null, null), '2025-01-05');
  });
  it('after § 41 (2a) VwVfG is the day after opening, and lapses ten days after the mail', () => {
    assert.equal(day('VwVfG', '2026-11-25T10:00', '2026-11-25T10:01', '2026-11-30T08:00'), '2026-12-01');
    assert.equal(day('VwVfG', '2026-11-25T10:00', '2026-11-25T10:01', null, '2026-12-05T23:00'), 'open');
    assert.equal(day('VwVfG', '2026-11-25T10:00', '2026-11-25T10:01', null, '2026-12-06T00:30'), 'lapsed');
    assert.equal(day('VwVfG', '2026-11-25T10:00', '2026-11-25T10:01', '2026-12-06T08:00'), 'lapsed');
  });
});
