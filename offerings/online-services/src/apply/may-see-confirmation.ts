import type { Application } from '@amt/applications';
import type { Actor, Session } from '@amt/module';

const sessionKey = 'online-services.submissions';

function remembered(session: Session): string[] {
  const value = session.get(sessionKey);
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** Lets this browser session see what became of an application that was sent without an account. */
export async function allowConfirmation(session: Session, submissionId: string): Promise<void> {
  await session.set(sessionKey, [...new Set([...remembered(session), submissionId])].slice(-20));
}

/** The applicant's account; for an application without account the session that sent it. */
export function maySeeConfirmation(actor: Actor, session: Session, application: Application): boolean {
  if (application.accountId !== null) return actor.kind === 'person' && actor.id === application.accountId;
  return remembered(session).includes(application.submissionId);
}
