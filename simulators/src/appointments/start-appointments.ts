import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { escape, plainPage, when } from '../plain-page.ts';

export interface AppointmentsOptions {
  /** 0 = any free port */
  readonly port: number;
  readonly host?: string;
  /** services that have appointments, and the offices that offer all of them */
  readonly services: readonly string[];
  readonly offices: readonly { readonly id: number; readonly name: string }[];
  /** how long a reserved time is kept; default 15 */
  readonly holdMinutes?: number;
  /** default: the machine's clock */
  readonly now?: () => number;
}

export type AppointmentStatus = 'reserved' | 'preconfirmed' | 'confirmed' | 'cancelled';

/** A process, as the citizen API calls an appointment from its reservation on. */
export interface BookedAppointment {
  readonly processId: number;
  readonly authKey: string;
  readonly officeId: number;
  readonly serviceId: string;
  /** seconds since 1970 */
  readonly timestamp: number;
  readonly status: AppointmentStatus;
  readonly familyName: string;
  readonly email: string;
  readonly customTextfield: string;
  /** how often it was confirmed */
  readonly confirmations: number;
}

export interface AppointmentsBehaviour {
  /** `down`: 503; `lost-answer`: does what was asked, then breaks the connection off */
  readonly fault: 'none' | 'down' | 'lost-answer';
}

export interface AppointmentsSimulator {
  readonly url: string;
  /** APPOINTMENTS_URL */
  readonly apiUrl: string;
  appointments(): readonly BookedAppointment[];
  behave(change: Partial<AppointmentsBehaviour>): void;
  /** ends all reservations that are not confirmed */
  expireReservations(): void;
  close(): Promise<void>;
}

const base = '/citizen-api';
/** Office hours: from nine to twelve by the wall clock, every twenty minutes, on working days. */
const minutes = Array.from({ length: 9 }, (_, i) => 9 * 60 + i * 20);

type Booked = { -readonly [Key in keyof BookedAppointment]: BookedAppointment[Key] } & { heldUntil: number };

/** A book of appointments in the manner of Munich's citizen API; each time once. Kept in memory. For offline use and tests, never in production. */
export async function startAppointments(options: AppointmentsOptions): Promise<AppointmentsSimulator> {
  const now = options.now ?? (() => Date.now());
  const processes = new Map<number, Booked>();
  const behaviour: { -readonly [Key in keyof AppointmentsBehaviour]: AppointmentsBehaviour[Key] } = { fault: 'none' };
  let next = 100_000;

  const isTaken = (officeId: number, timestamp: number): boolean =>
    [...processes.values()].some(
      (one) =>
        one.officeId === officeId &&
        one.timestamp === timestamp &&
        one.status !== 'cancelled' &&
        (one.status !== 'reserved' || one.heldUntil > now()),
    );
  const freeTimes = (officeId: number, date: string): number[] => {
    const day = Temporal.PlainDate.from(date);
    if (day.dayOfWeek > 5) return [];
    return minutes
      .map((at) => day.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: new Temporal.PlainTime(Math.floor(at / 60), at % 60) }))
      .map((at) => at.epochMilliseconds / 1000)
      .filter((seconds) => seconds * 1000 > now() && !isTaken(officeId, seconds));
  };

  const app = Fastify({ forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } });
  app.addHook('onRequest', async (request, reply) => {
    if (behaviour.fault === 'down' && request.url.startsWith(base)) await reply.code(503).send({ title: 'down' });
  });
  const refuse = (reply: FastifyReply, errorCode: string, status = 404) =>
    reply.code(status).send({ errors: [{ errorCode, statusCode: status }] });
  const answer = (reply: FastifyReply, body: unknown) => {
    if (behaviour.fault !== 'lost-answer') return reply.send(body);
    reply.hijack();
    reply.raw.destroy();
    return undefined;
  };
  const shown = ({ heldUntil: _kept, confirmations: _count, ...process }: Booked) => process;

  app.get(`${base}/offices-and-services`, async (_request, reply) =>
    answer(reply, {
      offices: options.offices,
      services: options.services.map((id) => ({ id, name: id })),
      relations: options.offices.flatMap(({ id: officeId }) => options.services.map((serviceId) => ({ officeId, serviceId, slots: 1 }))),
    }),
  );
  app.get(`${base}/available-days`, async (request: FastifyRequest<{ Querystring: Record<string, string> }>, reply) => {
    const { officeId = '', startDate = '', endDate = '' } = request.query;
    const days: string[] = [];
    for (let day = Temporal.PlainDate.from(startDate); Temporal.PlainDate.compare(day, endDate) <= 0; day = day.add({ days: 1 }))
      if (freeTimes(Number(officeId), day.toString()).length > 0) days.push(day.toString());
    return days.length === 0 ? refuse(reply, 'noAppointmentForThisOffice') : answer(reply, { availableDays: days });
  });
  app.get(`${base}/available-appointments`, async (request: FastifyRequest<{ Querystring: Record<string, string> }>, reply) => {
    const { officeId = '', date = '' } = request.query;
    return answer(reply, { appointmentTimestamps: freeTimes(Number(officeId), date) });
  });

  interface Reserve {
    readonly timestamp: number;
    readonly officeId: number;
    readonly serviceId: readonly (string | number)[];
  }
  app.post(`${base}/reserve-appointment`, async (request: FastifyRequest<{ Body: Reserve }>, reply) => {
    const { timestamp, officeId, serviceId } = request.body;
    const day = Temporal.Instant.fromEpochMilliseconds(timestamp * 1000)
      .toZonedDateTimeISO('Europe/Berlin')
      .toPlainDate();
    // one request after the other: nothing is awaited between looking and taking
    if (!freeTimes(officeId, day.toString()).includes(timestamp)) return refuse(reply, 'appointmentNotAvailable');
    const process: Booked = {
      processId: ++next,
      authKey: randomBytes(2).toString('hex'),
      officeId,
      serviceId: String(serviceId[0] ?? ''),
      timestamp,
      status: 'reserved',
      familyName: '',
      email: '',
      customTextfield: '',
      confirmations: 0,
      heldUntil: now() + (options.holdMinutes ?? 15) * 60_000,
    };
    processes.set(process.processId, process);
    return answer(reply, shown(process));
  });

  const known = (processId: number, authKey: string): Booked | undefined => {
    const found = processes.get(processId);
    if (found?.authKey !== authKey || found.status === 'cancelled') return undefined;
    return found.status === 'reserved' && found.heldUntil <= now() ? undefined : found;
  };
  app.get(`${base}/appointment`, async (request: FastifyRequest<{ Querystring: Record<string, string> }>, reply) => {
    const found = known(Number(request.query['processId']), request.query['authKey'] ?? '');
    return found ? answer(reply, shown(found)) : refuse(reply, 'appointmentNotFound');
  });

  interface Change {
    readonly processId: number;
    readonly authKey: string;
    readonly familyName?: string;
    readonly email?: string;
    readonly customTextfield?: string;
  }
  const step = (path: string, change: (process: Booked, body: Change) => void): void => {
    app.post(`${base}/${path}`, async (request: FastifyRequest<{ Body: Change }>, reply) => {
      const found = known(request.body.processId, request.body.authKey);
      if (!found) return refuse(reply, 'appointmentNotFound');
      change(found, request.body);
      return answer(reply, shown(found));
    });
  };
  step('update-appointment', (process, { familyName = '', email = '', customTextfield = '' }) =>
    Object.assign(process, { familyName, email, customTextfield }),
  );
  step('preconfirm-appointment', (process) => {
    if (process.status === 'reserved') process.status = 'preconfirmed';
  });
  step('confirm-appointment', (process) => {
    process.status = 'confirmed';
    process.confirmations++;
  });
  step('cancel-appointment', (process) => {
    process.status = 'cancelled';
  });

  app.get('/', async (_request, reply) => {
    const rows = [...processes.values()].map(
      (one) =>
        `<li><strong>${escape(when(new Date(one.timestamp * 1000)))}</strong> <span class="soft">${escape(one.serviceId)} · ${one.officeId} · ${one.status} · ${escape(one.familyName)}</span></li>`,
    );
    return reply
      .headers({ 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" })
      .type('text/html; charset=utf-8')
      .send(plainPage('Termine', 'Terminbuch-Simulator', `<h1>Termine</h1><ul>${rows.join('')}</ul>`));
  });

  const url = (await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  return {
    url,
    apiUrl: `${url}${base}`,
    appointments: () => [...processes.values()],
    behave: (change) => void Object.assign(behaviour, change),
    expireReservations: () => {
      for (const process of processes.values()) process.heldUntil = 0;
    },
    close: () => app.close(),
  };
}
