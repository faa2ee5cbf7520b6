import { serviceById } from '@amt/catalogue';
import { officeDate } from '@amt/clock';
import { type Answer, type Context, type Route, formField, notFound, page, redirect, route } from '@amt/module';
import Type from 'typebox';
import { messages } from '../messages.ts';
import { type Visit, onDraft } from '../on-draft.ts';
import type { OpenedDraft } from '../opened-draft.ts';
import { appointmentPage } from '../pages/appointment-page.ts';
import type { AppointmentBook } from './appointment-book.ts';
import { appointmentBookOf } from './book-of.ts';
import { type AppointmentState, appointmentStates, keepAppointment } from './held-appointments.ts';

const path = { de: '/antrag/:draftId/termin/:stepId', en: '/application/:draftId/appointment/:stepId' };
const params = Type.Object({
  draftId: Type.String({ format: 'uuid' }),
  stepId: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 60 }),
});
const day = Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }));
type Request = Visit & { readonly params: { readonly draftId: string; readonly stepId: string } };
type Problem = 'gone' | 'unavailable' | 'choose';

function onStep(
  ctx: Context,
  request: Request,
  handle: (opened: OpenedDraft, state: AppointmentState, book: AppointmentBook) => Promise<Answer>,
): Promise<Answer> {
  return onDraft(ctx, request, (opened) => {
    const book = appointmentBookOf(ctx);
    const state = appointmentStates(opened.evaluation, opened.draft, ctx.now).find(({ step }) => step.id === request.params.stepId);
    return book && state ? handle(opened, state, book) : notFound();
  });
}

interface Shown {
  readonly day: string | undefined;
  readonly problem?: Problem;
}

async function show(
  ctx: Context,
  request: Request,
  { form, draft }: OpenedDraft,
  state: AppointmentState,
  book: AppointmentBook,
  { day: wished, problem }: Shown,
): Promise<Answer> {
  const { service: serviceId, title } = state.step;
  const days = await book.days(serviceId);
  const chosen = days.ok ? (days.value.find((one) => one === wished) ?? days.value[0]) : undefined;
  const slots = chosen === undefined ? undefined : await book.slots(serviceId, chosen);
  const service = await serviceById(ctx.db, serviceId);
  const way = service?.channels.find((channel) => channel.kind === 'appointment');
  const { draftId, stepId } = request.params;
  const here = (query: Record<string, string> = {}): string => request.href('forms.appointment', { draftId, stepId }, query);
  const fault = problem ?? (!days.ok || slots?.ok === false ? 'unavailable' : undefined);
  return page(
    appointmentPage({
      formTitle: form.definition.title,
      title,
      days: days.ok ? days.value.map((one) => ({ day: one, href: here({ day: one }), isChosen: one === chosen })) : [],
      day: chosen,
      slots: slots?.ok ? slots.value : [],
      held: state.ranOut ? undefined : state.held,
      problem: fault,
      phone: way?.phone,
      action: request.href('forms.hold-appointment', { draftId, stepId }),
      dropAction: draft.appointments?.[stepId] ? request.href('forms.drop-appointment', { draftId, stepId }) : undefined,
      checkHref: request.href('forms.check', { draftId }),
      locale: ctx.locale,
    }),
    { status: problem === 'gone' ? 409 : problem === 'choose' ? 422 : 200 },
  );
}

const choose = route({
  name: 'forms.appointment',
  method: 'GET',
  path,
  access: 'public',
  params,
  query: Type.Object({ day }),
  handle: (ctx, request) =>
    onStep(ctx, request, (opened, state, book) => show(ctx, request, opened, state, book, { day: request.query.day })),
});

/** The value of a button: office and instant. */
function slotOf(value: string): { officeId: string; startsAt: string } | undefined {
  const [, officeId, startsAt] = /^([\w-]{1,60})\|(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)$/.exec(value) ?? [];
  if (officeId === undefined || startsAt === undefined) return undefined;
  try {
    return { officeId, startsAt: Temporal.Instant.from(startsAt).toString() };
  } catch {
    return undefined;
  }
}

const hold = route({
  name: 'forms.hold-appointment',
  method: 'POST',
  path,
  access: 'public',
  params,
  rateLimit: 30,
  handle: (ctx, request) =>
    onStep(ctx, request, async (opened, state, book) => {
      const wished = slotOf(formField(request.body, 'slot'));
      if (!wished) return show(ctx, request, opened, state, book, { day: undefined, problem: 'choose' });
      const wishedDay = officeDate(Temporal.Instant.from(wished.startsAt)).toString();
      // only what the book offers is asked for, and named as the book names it
      const offered = await book.slots(state.step.service, wishedDay);
      const slot = offered.ok
        ? offered.value.find(({ officeId, startsAt }) => officeId === wished.officeId && startsAt === wished.startsAt)
        : undefined;
      if (!slot) return show(ctx, request, opened, state, book, { day: wishedDay, problem: offered.ok ? 'gone' : 'unavailable' });
      const held = await book.hold(state.step.service, slot);
      if (!held.ok) return show(ctx, request, opened, state, book, { day: wishedDay, problem: held.code });
      const kept = await keepAppointment(ctx, opened.draft, state.step.id, held.value);
      const free = kept.ok ? state.held : held.value;
      // the time before is free for others at once; if nobody answers, the hold runs out by itself
      if (free) await book.release(free);
      if (!kept.ok) return notFound();
      await request.session.flash(messages[ctx.locale].appointment.held());
      return redirect(request.href('forms.check', { draftId: request.params.draftId }));
    }),
});

const drop = route({
  name: 'forms.drop-appointment',
  method: 'POST',
  path: { de: `${path.de}/absagen`, en: `${path.en}/drop` },
  access: 'public',
  params,
  handle: (ctx, request) =>
    onStep(ctx, request, async (opened, state, book) => {
      const dropped = await keepAppointment(ctx, opened.draft, state.step.id, undefined);
      if (!dropped.ok) return notFound();
      if (state.held) await book.release(state.held);
      return redirect(request.href('forms.check', { draftId: request.params.draftId }));
    }),
});

export const appointmentRoutes: Route[] = [choose, hold, drop];
