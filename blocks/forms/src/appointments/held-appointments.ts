import { type Context, type Result, done } from '@amt/module';
import { type Locale, formatDateTime, pick } from '@amt/i18n';
import { aroundOf } from '../around-state.ts';
import type { FormStep } from '../definition.ts';
import { type Draft, updateDraft } from '../draft-store.ts';
import type { Evaluation } from '../evaluate.ts';
import { onLatestDraft } from '../latest-draft.ts';
import { messages } from '../messages.ts';
import type { Summary } from '../summary.ts';
import type { AppointmentSlot, HeldAppointment } from './appointment-book.ts';

/** By step of the form. */
export type HeldAppointments = Readonly<Record<string, HeldAppointment>>;
export type AppointmentStep = Extract<FormStep, { kind: 'appointment' }>;

export interface AppointmentState {
  readonly step: AppointmentStep;
  readonly held: HeldAppointment | undefined;
  /** the time is not held any more: the person chooses again, or sends without one */
  readonly ranOut: boolean;
}

/** The appointment steps that apply, with the times held for them. */
export function appointmentStates(
  evaluation: Evaluation,
  { appointments }: Pick<Draft, 'appointments'>,
  now: Temporal.Instant,
): AppointmentState[] {
  if (evaluation.form.steps.length === 0) return [];
  return aroundOf(evaluation).steps.flatMap((step): AppointmentState[] => {
    if (step.kind !== 'appointment') return [];
    const held = appointments?.[step.id];
    return [{ step, held, ranOut: held !== undefined && Temporal.Instant.compare(Temporal.Instant.from(held.heldUntil), now) <= 0 }];
  });
}

/** Writes down which time is held for a step; undefined takes it off. @returns `not-found` when the draft was sent or has expired meanwhile */
export function keepAppointment(
  ctx: Context,
  before: Draft,
  stepId: string,
  held: HeldAppointment | undefined,
): Promise<Result<void, 'not-found'>> {
  return onLatestDraft<void, never>(ctx, before, async (draft) => {
    const { [stepId]: _before, ...others } = draft.appointments ?? {};
    const appointments = held === undefined ? others : { ...others, [stepId]: held };
    const change = { ...draft, appointments: Object.keys(appointments).length === 0 ? null : appointments, changedAt: ctx.now };
    return (await updateDraft(ctx.db, draft, change)) ? done() : 'overtaken';
  });
}

/** "3. Dezember 2026 um 10:20, Bezirksinspektion Mitte" */
export function slotText({ startsAt, officeName }: AppointmentSlot, locale: Locale): string {
  return `${formatDateTime(Temporal.Instant.from(startsAt), locale)}, ${officeName}`;
}

/** The held times as the submission keeps them; null without any. */
export function heldOf(states: readonly AppointmentState[]): HeldAppointments | null {
  const held = states.flatMap((state) => (state.held ? [[state.step.id, state.held] as const] : []));
  return held.length === 0 ? null : Object.fromEntries(held);
}

/** How receipt, staff and everybody who reads the summary see them. */
export function appointmentSummary(states: readonly AppointmentState[], locale: Locale): Summary {
  const rows = states.flatMap(({ step, held }) =>
    held ? [{ path: step.id, label: pick(step.title, locale), value: slotText(held, locale) }] : [],
  );
  return rows.length === 0 ? [] : [{ pageId: 'appointments', title: messages[locale].appointment.section(), rows }];
}
