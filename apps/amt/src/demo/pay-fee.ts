import { AddressBook, mountedRoutes } from '@amt/http';
import type { Actor } from '@amt/module';
import { startPayment } from '@amt/payments';
import { modules } from '../modules.ts';
import type { Past } from './past.ts';
import type { Stage } from './stage.ts';

/** What the simulated provider offers. */
const methods = ['card', 'paypal', 'wero', 'sepa'] as const;

/** Addresses of all pages by route name. */
export const addresses = new AddressBook(mountedRoutes(modules));

/** Pays as a resident does: on the provider's pay page; the house then asks the provider, as its job does when no browser comes back. */
export async function payFee(stage: Stage, person: Actor, claimId: string, past: Past): Promise<void> {
  const returnUrl = `http://localhost${addresses.href('payments.return', 'de', { attemptId: 'ATTEMPT' })}`;
  const payPage = await startPayment(stage.context(person, past.later({ minutes: 3 })), { claimId, returnUrl });
  if (!payPage.ok) throw new Error(`a fee of the demo city cannot be paid: ${payPage.code}`);
  const answer = await fetch(payPage.value, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ outcome: 'pay', method: methods[past.at.epochMilliseconds % methods.length] ?? 'card' }),
  });
  if (answer.status !== 303) throw new Error(`the pay page answered ${answer.status}`);
  await stage.runJobs(past.later({ minutes: 4 }));
}
