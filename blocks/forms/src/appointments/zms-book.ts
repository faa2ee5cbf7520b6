import { officeDate } from '@amt/clock';
import { type Result, done, failed } from '@amt/module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Type, { type Static, type TSchema } from 'typebox';
import type { AppointmentBook, AppointmentSlot, ConfirmAppointment, HeldAppointment } from './appointment-book.ts';

export interface ZmsOptions {
  /** base address of the citizen API, without a slash at its end */
  readonly url: string;
  readonly timeoutMs: number;
  /** days ahead that are looked at */
  readonly daysAhead: number;
  /** minutes a reserved time is kept there */
  readonly holdMinutes: number;
  /** id of a service there, where it is another than here */
  readonly serviceIdOf: (serviceId: string) => string;
  readonly now: Temporal.Instant;
}

const id = Type.Union([Type.Integer(), Type.String({ maxLength: 60 })]);
const Offices = Type.Object({
  offices: Type.Array(Type.Object({ id, name: Type.String() })),
  relations: Type.Array(Type.Object({ officeId: id, serviceId: id })),
});
const Days = Type.Object({ availableDays: Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })) });
const Times = Type.Object({ appointmentTimestamps: Type.Array(Type.Integer()) });
const Process = Type.Object({ processId: id, authKey: Type.String(), timestamp: id, status: Type.Optional(Type.String()) });
const Errors = Type.Object({ errors: Type.Array(Type.Object({ errorCode: Type.String() })) });

const ajv = new Ajv2020({ strict: false });
const is = {
  offices: ajv.compile<Static<typeof Offices>>(Offices),
  days: ajv.compile<Static<typeof Days>>(Days),
  times: ajv.compile<Static<typeof Times>>(Times),
  process: ajv.compile<Static<typeof Process>>(Process),
  errors: ajv.compile<Static<typeof Errors>>(Errors),
} satisfies Record<string, (value: unknown) => value is Static<TSchema>>;

/** A reservation is trusted a little shorter than the other side keeps it, so that it is still there when the application has been sent. */
const marginMinutes = 2;

/** What the other side answers when a time or a reservation is not there (any more). */
const gone: ReadonlySet<string> = new Set([
  'appointmentNotAvailable',
  'appointmentNotFound',
  'processNotReservedAnymore',
  'authKeyMismatch',
]);

type Answer = Result<unknown, 'gone' | 'unavailable'>;

/**
 * Appointments over HTTP in the manner of Munich's citizen API of ZMS (offices and services, available days and appointments, reserve, update, preconfirm,
 * confirm, cancel). It knows no idempotency keys: a process is confirmed once whoever asks, and ours is written into its free text.
 */
export class ZmsBook implements AppointmentBook {
  readonly #options: ZmsOptions;

  constructor(options: ZmsOptions) {
    this.#options = options;
  }

  async days(serviceId: string): Promise<Result<readonly string[], 'unavailable'>> {
    const offices = await this.#officesOf(serviceId);
    if (!offices) return failed('unavailable');
    const today = officeDate(this.#options.now);
    const lists = await Promise.all(
      offices.map((office) =>
        this.#get('available-days', {
          officeId: office.id,
          serviceId: this.#options.serviceIdOf(serviceId),
          startDate: today.toString(),
          endDate: today.add({ days: this.#options.daysAhead }).toString(),
        }),
      ),
    );
    const days = new Set<string>();
    for (const list of lists) {
      // an office without free days says so with an error
      if (!list.ok && list.code === 'gone') continue;
      if (!list.ok || !is.days(list.value)) return failed('unavailable');
      for (const day of list.value.availableDays) days.add(day);
    }
    return done([...days].toSorted());
  }

  async slots(serviceId: string, day: string): Promise<Result<readonly AppointmentSlot[], 'unavailable'>> {
    const offices = await this.#officesOf(serviceId);
    if (!offices) return failed('unavailable');
    const service = this.#options.serviceIdOf(serviceId);
    const lists = await Promise.all(
      offices.map(async (office) => ({
        office,
        answer: await this.#get('available-appointments', { officeId: office.id, serviceId: service, date: day }),
      })),
    );
    const slots: AppointmentSlot[] = [];
    for (const { office, answer } of lists) {
      if (!answer.ok && answer.code === 'gone') continue;
      if (!answer.ok || !is.times(answer.value)) return failed('unavailable');
      for (const seconds of answer.value.appointmentTimestamps)
        slots.push({
          officeId: office.id,
          officeName: office.name,
          startsAt: Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString(),
        });
    }
    return done(slots.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.officeName.localeCompare(b.officeName)));
  }

  async hold(serviceId: string, slot: AppointmentSlot): Promise<Result<HeldAppointment, 'gone' | 'unavailable'>> {
    const { now, holdMinutes, serviceIdOf } = this.#options;
    const reserved = await this.#post('reserve-appointment', {
      timestamp: Temporal.Instant.from(slot.startsAt).epochMilliseconds / 1000,
      officeId: numbered(slot.officeId),
      serviceId: [numbered(serviceIdOf(serviceId))],
      serviceCount: [1],
    });
    if (!reserved.ok) return reserved;
    if (!is.process(reserved.value)) return failed('unavailable');
    return done({
      ...slot,
      holdId: String(reserved.value.processId),
      holdKey: reserved.value.authKey,
      heldUntil: now.add({ minutes: Math.max(1, holdMinutes - marginMinutes) }).toString(),
    });
  }

  async confirm(
    { holdId, holdKey }: HeldAppointment,
    { idempotencyKey, name, mail }: ConfirmAppointment,
  ): Promise<Result<void, 'gone' | 'unavailable'>> {
    const process = { processId: numbered(holdId), authKey: holdKey };
    const known = await this.#get('appointment', { processId: holdId, authKey: holdKey });
    if (!known.ok) return known;
    if (!is.process(known.value)) return failed('unavailable');
    // an earlier try came that far, and its answer was lost
    if (known.value.status === 'confirmed') return done();
    const steps: [string, Record<string, unknown>][] = [
      ['update-appointment', { ...process, familyName: name, email: mail ?? '', customTextfield: idempotencyKey }],
      ['preconfirm-appointment', process],
      ['confirm-appointment', process],
    ];
    for (const [path, body] of steps) {
      const answer = await this.#post(path, body);
      if (!answer.ok) return answer;
    }
    return done();
  }

  async release({ holdId, holdKey }: Pick<HeldAppointment, 'holdId' | 'holdKey'>): Promise<Result<void, 'unavailable'>> {
    const answer = await this.#post('cancel-appointment', { processId: numbered(holdId), authKey: holdKey });
    return answer.ok || answer.code === 'gone' ? done() : failed('unavailable');
  }

  async #officesOf(serviceId: string): Promise<{ readonly id: string; readonly name: string }[] | undefined> {
    const answer = await this.#get('offices-and-services', {});
    if (!answer.ok || !is.offices(answer.value)) return undefined;
    const { offices, relations } = answer.value;
    const service = this.#options.serviceIdOf(serviceId);
    const serving = new Set(relations.flatMap((one) => (String(one.serviceId) === service ? [String(one.officeId)] : [])));
    return offices.flatMap(({ id: officeId, name }) => (serving.has(String(officeId)) ? [{ id: String(officeId), name }] : []));
  }

  #get(path: string, query: Readonly<Record<string, string>>): Promise<Answer> {
    const words = new URLSearchParams(query).toString();
    return this.#ask(`${path}/${words === '' ? '' : `?${words}`}`, { method: 'GET' });
  }

  #post(path: string, body: unknown): Promise<Answer> {
    return this.#ask(`${path}/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    try {
      const response = await fetch(`${this.#options.url}/${path}`, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      const answer: unknown = await response.json();
      if (is.errors(answer) && answer.errors.length > 0)
        return failed(
          answer.errors.some(({ errorCode }) => gone.has(errorCode) || errorCode.startsWith('noAppointment')) ? 'gone' : 'unavailable',
        );
      return response.ok ? done(answer) : failed('unavailable');
    } catch {
      return failed('unavailable');
    }
  }
}

/** The citizen API counts with numbers; other books have names. */
function numbered(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
