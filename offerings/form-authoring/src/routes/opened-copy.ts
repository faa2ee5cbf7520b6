import { type Answer, type Context, type FormBody, type RouteRequest, may, notFound, redirect, unitsWhere } from '@amt/module';
import Type from 'typebox';
import { isLockedFor } from '../copies/edit-lock.ts';
import { type WorkingCopy, workingCopy } from '../copies/working-copy-store.ts';
import { messages } from '../messages.ts';

/** Parameters of all pages of one form. */
export const formParams = Type.Object({ formId: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 80 }) });

/** Addresses of the pages of one form. */
export const formPath = (de: string, en: string) => ({
  de: `/mitarbeit/formulare/:formId${de === '' ? '' : `/${de}`}`,
  en: `/staff/forms/:formId${en === '' ? '' : `/${en}`}`,
});

/** The working copy, if it belongs to a unit of the person; forms of others are not told from forms that do not exist. */
export async function openedCopy(ctx: Context, formId: string): Promise<WorkingCopy | undefined> {
  const copy = await workingCopy(ctx.db, formId);
  return copy && may(ctx.actor, 'form-authoring.edit', copy.unitId) ? copy : undefined;
}

/** A form of the builder that was sent. */
export type Sent = RouteRequest<{ formId: string }, unknown, FormBody>;

export type Asked = Pick<RouteRequest<unknown, unknown, unknown>, 'href' | 'session'>;

/** What an author reads after a change that was not made for a reason outside of the page; `undefined` for reasons the page itself tells. */
export async function notChanged(ctx: Context, request: Asked, code: string, formId: string, back: string): Promise<Answer | undefined> {
  const m = messages[ctx.locale].problems;
  switch (code) {
    case 'not-found':
      return notFound();
    case 'locked': {
      const copy = await workingCopy(ctx.db, formId);
      await request.session.flash(m.locked({ name: copy?.lockStaffName ?? '' }), 'warning');
      return redirect(back);
    }
    case 'outdated':
      await request.session.flash(m.outdated(), 'warning');
      return redirect(back);
    case 'too-large':
      await request.session.flash(m.tooLarge(), 'warning');
      return redirect(back);
    case 'no-place':
      await request.session.flash(m.noPlace(), 'info');
      return redirect(back);
    default:
      return undefined;
  }
}

/** Units in which the person may write forms. */
export function authorUnits({ actor }: Context): readonly string[] {
  return unitsWhere(actor, 'form-authoring.edit');
}

/** Who is writing at this moment, if it is not the person who looks. */
export function lockedBy(ctx: Context, copy: WorkingCopy): string | undefined {
  return isLockedFor(ctx.actor, copy, ctx.now) ? (copy.lockStaffName ?? '') : undefined;
}

/** The revision a page was drawn for; 0 where none was sent, which no form has. */
export function seenRevision(body: Readonly<Record<string, string | string[] | undefined>>): number {
  const { revision } = body;
  return typeof revision === 'string' && /^\d{1,9}$/.test(revision) ? Number(revision) : 0;
}
