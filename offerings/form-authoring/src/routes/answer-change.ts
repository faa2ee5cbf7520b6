import { type Answer, type Context, type Result, failed, done, notFound, redirect } from '@amt/module';
import { type ChangeForm, changeForm, type NotChanged } from '../copies/change-form.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { notChanged, openedCopy, seenRevision, type Sent } from './opened-copy.ts';

/** A change of a form that a page asked for, and where it leads. */
export interface AnsweredChange<Value, Code extends string> {
  readonly change: ChangeForm<Value, Code>['change'];
  /** default: the one the page was drawn for */
  readonly revision?: number;
  readonly confirmed?: ChangeForm<Value, Code>['confirmed'];
  /** address of the page after the change */
  readonly next: (changed: { readonly form: AuthorForm } & Value) => string;
  /** what is said there */
  readonly said?: string;
  /** address of the page when nothing was changed for a reason outside of it */
  readonly back: string;
  /** reasons the page itself tells; `undefined` leaves them to the usual words */
  readonly refused?: (code: Code | NotChanged) => Promise<Answer | undefined> | Answer | undefined;
}

/** Changes the working copy as a page asked for, and answers: the next page, the page's own words for its refusal, or the usual ones. */
export async function answerChange<Value, Code extends string>(
  ctx: Context,
  request: Sent,
  { change, revision = seenRevision(request.body), confirmed, next, said, back, refused }: AnsweredChange<Value, Code>,
): Promise<Answer> {
  const { formId } = request.params;
  if (!(await openedCopy(ctx, formId))) return notFound();
  const changed = await changeForm(ctx, { formId, revision, change, ...(confirmed ? { confirmed } : {}) });
  if (changed.ok) {
    if (said !== undefined) await request.session.flash(said);
    return redirect(next(changed.value));
  }
  return (await refused?.(changed.code)) ?? (await notChanged(ctx, request, changed.code, formId, back)) ?? notFound();
}

/** The result of an operation that makes a form of a form, as a change of the working copy. */
export function changedTo<Code extends string>(result: Result<AuthorForm, Code>): Result<{ readonly form: AuthorForm }, Code> {
  return result.ok ? done({ form: result.value }) : failed(result.code);
}
