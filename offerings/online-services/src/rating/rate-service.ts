import { officeDate } from '@amt/clock';
import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { applicationBySubmission, markRated } from '@amt/applications';
import { insertRating } from './rating-store.ts';

/** Longest remark, in characters. */
export const longestRemark = 1_000;

export interface RateService {
  readonly submissionId: string;
  /** as sent by the form */
  readonly stars: string;
  /** `yes`, `no` or not answered */
  readonly recommends: string;
  readonly remark: string;
}

/**
 * Takes a rating, once per application; what is stored knows neither the person nor the application.
 * @returns `already-rated` for a second one, which is not an error for the person.
 */
export async function rateService(
  ctx: Context,
  input: RateService,
): Promise<Result<void, 'not-found' | 'no-stars' | 'too-long' | 'already-rated'>> {
  const stars = Number(input.stars);
  if (!Number.isInteger(stars) || stars < 1 || stars > 5) return failed('no-stars');
  const remark = input.remark.trim();
  if (remark.length > longestRemark) return failed('too-long');
  return inTransaction(ctx.db, async (tx) => {
    const application = await applicationBySubmission(tx, input.submissionId);
    if (!application) return failed('not-found');
    if (!(await markRated(tx, input.submissionId))) return failed('already-rated');
    const recommends = input.recommends === 'yes' ? true : input.recommends === 'no' ? false : undefined;
    await insertRating(tx, { serviceId: application.serviceId, givenOn: officeDate(ctx.now), stars, recommends, remark });
    return done();
  });
}
