import { accountById, setPreferences } from '@amt/identity';
import type { Actor } from '@amt/module';
import type { Stage } from './stage.ts';

/** Does the work while the person wants no mails: what lies in the past is not told to them today. */
export async function withoutMails(stage: Stage, { kind, id }: Actor, work: () => Promise<void>): Promise<void> {
  const { notifyByMail = false } = (kind === 'person' && (await accountById(stage.tx, id))) || {};
  if (notifyByMail) await setPreferences(stage.tx, id, { notifyByMail: false });
  await work();
  if (notifyByMail) await setPreferences(stage.tx, id, { notifyByMail: true });
}
