import type { Result } from '@amt/module';

/** A free time at an office. */
export interface AppointmentSlot {
  readonly officeId: string;
  readonly officeName: string;
  /** ISO instant */
  readonly startsAt: string;
}

/** A time that nobody else gets until `heldUntil`. Who knows `holdKey` may confirm or release it. */
export interface HeldAppointment extends AppointmentSlot {
  readonly holdId: string;
  readonly holdKey: string;
  /** ISO instant */
  readonly heldUntil: string;
}

export interface ConfirmAppointment {
  /** confirming again under the same key changes nothing */
  readonly idempotencyKey: string;
  readonly name: string;
  readonly mail: string | undefined;
}

/**
 * A book of appointments outside the forms: it offers free times of a service, holds one for a while, and keeps or frees it. `gone`: somebody else has the
 * time, or the hold has run out. `unavailable`: no answer; nothing is known about what it did.
 */
export interface AppointmentBook {
  /** days with free times, ISO, in order */
  days(serviceId: string): Promise<Result<readonly string[], 'unavailable'>>;
  slots(serviceId: string, day: string): Promise<Result<readonly AppointmentSlot[], 'unavailable'>>;
  hold(serviceId: string, slot: AppointmentSlot): Promise<Result<HeldAppointment, 'gone' | 'unavailable'>>;
  confirm(held: HeldAppointment, person: ConfirmAppointment): Promise<Result<void, 'gone' | 'unavailable'>>;
  /** a time that is free already counts as released */
  release(held: Pick<HeldAppointment, 'holdId' | 'holdKey'>): Promise<Result<void, 'unavailable'>>;
}
