import { configOf, defineConfig, type Context } from '@amt/module';
import Type from 'typebox';
import type { AppointmentBook } from './appointment-book.ts';
import { ZmsBook } from './zms-book.ts';

export const formsConfig = defineConfig(
  'forms',
  Type.Object({
    APPOINTMENTS_URL: Type.String({
      default: '',
      description: 'book of appointments (citizen API of ZMS); empty: appointment steps of forms lead to the service’s own way',
    }),
    APPOINTMENTS_SERVICES: Type.String({
      default: '',
      description: 'ids of services in the book, one "service=id" per line or parted by spaces; others have the same id there',
    }),
    APPOINTMENTS_HOLD_MINUTES: Type.Integer({
      default: 15,
      minimum: 3,
      maximum: 120,
      description: 'how long the book keeps a reserved time',
    }),
    APPOINTMENTS_DAYS_AHEAD: Type.Integer({ default: 28, minimum: 1, maximum: 365 }),
    APPOINTMENTS_TIMEOUT_MS: Type.Integer({ default: 5000, minimum: 100, maximum: 60_000 }),
  }),
);

/** The book of appointments of this house; undefined where none is set. */
export function appointmentBookOf(ctx: Pick<Context, 'settings' | 'now'>): AppointmentBook | undefined {
  const config = configOf(ctx, formsConfig);
  if (config.APPOINTMENTS_URL === '') return undefined;
  const ids = new Map(
    config.APPOINTMENTS_SERVICES.split(/\s+/).flatMap((entry): [string, string][] => {
      const [service, there] = entry.split('=');
      return service && there ? [[service, there]] : [];
    }),
  );
  return new ZmsBook({
    url: config.APPOINTMENTS_URL.replace(/\/$/, ''),
    timeoutMs: config.APPOINTMENTS_TIMEOUT_MS,
    daysAhead: config.APPOINTMENTS_DAYS_AHEAD,
    holdMinutes: config.APPOINTMENTS_HOLD_MINUTES,
    serviceIdOf: (serviceId) => ids.get(serviceId) ?? serviceId,
    now: ctx.now,
  });
}
