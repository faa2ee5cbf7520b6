import { caseById } from '@amt/cases';
import type { Tx } from '@amt/db';
import type { Context } from '@amt/module';

/** Staff may do something about a case's agreements when they may decide it. @throws when not; somebody else's case tells nothing of its state */
export async function requireDeciding(ctx: Context, tx: Tx, caseId: string): Promise<void> {
  const found = await caseById(tx, caseId);
  ctx.require('cases.decide', found === undefined ? {} : { unitId: found.unitId });
}
