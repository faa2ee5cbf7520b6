import type { Db, Tx } from '@amt/db';
import type { Appointment } from './tables.ts';

export async function insertAppointments(tx: Tx, rows: readonly Omit<Appointment, 'state'>[]): Promise<void> {
  await tx
    .insertInto('applications.appointment')
    .values([...rows])
    .execute();
}

/** Appointments that came with an application, earliest first. */
export function appointmentsOf(db: Db | Tx, submissionId: string): Promise<Appointment[]> {
  return db.selectFrom('applications.appointment').selectAll().where('submissionId', '=', submissionId).orderBy('startsAt').execute();
}

export function appointmentOf(db: Db | Tx, submissionId: string, step: string): Promise<Appointment | undefined> {
  return db
    .selectFrom('applications.appointment')
    .selectAll()
    .where('submissionId', '=', submissionId)
    .where('step', '=', step)
    .executeTakeFirst();
}

/** @returns false when it was not in the state before any more: somebody else was faster */
export async function moveAppointment(
  tx: Tx,
  { submissionId, step, state }: Pick<Appointment, 'submissionId' | 'step' | 'state'>,
  to: Appointment['state'],
  at: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('applications.appointment')
    .set({ state: to, changedAt: at })
    .where('submissionId', '=', submissionId)
    .where('step', '=', step)
    .where('state', '=', state)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Times a person has chosen; without the key of the book. */
export function appointmentsOfAccount(db: Db | Tx, accountId: string) {
  return db
    .selectFrom('applications.appointment as p')
    .innerJoin('applications.application as a', 'a.submissionId', 'p.submissionId')
    .select(['p.submissionId', 'p.step', 'p.officeName', 'p.startsAt', 'p.state'])
    .where('a.accountId', '=', accountId)
    .execute();
}
