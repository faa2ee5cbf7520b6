import { caseById } from '@amt/cases';
import { formByHash } from '@amt/forms';
import { pick } from '@amt/i18n';
import { may, notFound, page, redirect, route, unitsWhere, type Context } from '@amt/module';
import { Type } from 'typebox';
import { attemptsOf, deliveriesOfUnits, deliveryById, formsOfUnits, pageLength } from './delivery-store.ts';
import { eventsOf } from './fit-connect/event-store.ts';
import { messages } from './messages.ts';
import { deliveryListPage } from './pages/delivery-list-page.ts';
import { deliveryPage } from './pages/delivery-page.ts';
import { repeatDelivery, repetitionOf } from './repeat-delivery.ts';
import { deliveryStates } from './tables.ts';

const params = Type.Object({ deliveryId: Type.String({ format: 'uuid' }) });

const list = route({
  name: 'deliveries.list',
  method: 'GET',
  path: { de: '/mitarbeit/uebergaben', en: '/staff/deliveries' },
  access: 'deliveries.read',
  query: Type.Object({
    state: Type.Optional(Type.String({ maxLength: 20 })),
    form: Type.Optional(Type.String({ maxLength: 80 })),
    after: Type.Optional(Type.String({ format: 'uuid' })),
  }),
  handle: async (ctx, request) => {
    const unitIds = unitsWhere(ctx.actor, 'deliveries.read');
    const state = deliveryStates.find((one) => one === request.query.state);
    const forms = await formsOfUnits(ctx.db, unitIds);
    const formId = forms.find((one) => one.formId === request.query.form)?.formId;
    const found = await deliveriesOfUnits(ctx.db, { unitIds, state, formId, after: request.query.after });
    const shown = found.slice(0, pageLength);
    const titles = new Map<string, string>();
    for (const { formId: id, formHash } of [...forms, ...shown]) titles.set(id, await titleOf(ctx, formHash));
    return page(
      deliveryListPage({
        deliveries: shown,
        titles,
        state,
        formId,
        nextAfter: found.length > pageLength ? shown.at(-1)?.id : undefined,
        locale: ctx.locale,
        href: (...where) => request.href(...where),
      }),
    );
  },
});

async function titleOf(ctx: Context, formHash: string): Promise<string> {
  return pick((await formByHash(ctx.db, formHash)).definition.title, ctx.locale);
}

const view = route({
  name: 'deliveries.delivery',
  method: 'GET',
  path: { de: '/mitarbeit/uebergaben/:deliveryId', en: '/staff/deliveries/:deliveryId' },
  access: 'deliveries.read',
  params,
  handle: async (ctx, request) => {
    const delivery = await deliveryById(ctx.db, request.params.deliveryId);
    if (!delivery) return notFound();
    ctx.require('deliveries.read', { unitId: delivery.unitId });
    const found = delivery.caseId === null ? undefined : await caseById(ctx.db, delivery.caseId);
    const repetition = may(ctx.actor, 'deliveries.repeat', delivery.unitId) ? repetitionOf(delivery, ctx.now) : undefined;
    return page(
      deliveryPage({
        delivery,
        title: await titleOf(ctx, delivery.formHash),
        fileReference: found?.fileReference,
        attempts: await attemptsOf(ctx.db, delivery.id),
        events: delivery.kind === 'fit-connect' ? await eventsOf(ctx.db, delivery.id) : [],
        repetition,
        locale: ctx.locale,
        href: (...where) => request.href(...where),
      }),
    );
  },
});

const repeat = route({
  name: 'deliveries.repeat',
  method: 'POST',
  path: { de: '/mitarbeit/uebergaben/:deliveryId/wiederholen', en: '/staff/deliveries/:deliveryId/repeat' },
  access: 'deliveries.repeat',
  params,
  handle: async (ctx, request) => {
    const { deliveryId } = request.params;
    const repeated = await repeatDelivery(ctx, { deliveryId });
    if (!repeated.ok && repeated.code === 'not-found') return notFound();
    const m = messages[ctx.locale].detail;
    if (repeated.ok) await request.session.flash(repeated.value === 'replay' ? m.replayed() : m.repeated());
    else await request.session.flash(m.notRepeatable(), 'warning');
    return redirect(request.href('deliveries.delivery', { deliveryId }));
  },
});

export const staffRoutes = [list, view, repeat];
