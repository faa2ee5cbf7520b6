import { casesOf, caseTypeOf, openQuestion, type Case } from '@amt/cases';
import { services } from '@amt/catalogue';
import { documentsOf } from '@amt/documents';
import { draftsOf } from '@amt/forms';
import { formatDate, formatDateTime, formatFileSize, formatMoney, pick } from '@amt/i18n';
import { unreadCount } from '@amt/mailbox';
import { page, route, type Context, type RouteRequest } from '@amt/module';
import { claimsOf, formatClaimReference, isPayable } from '@amt/payments';
import { messages } from '../messages.ts';
import { caseStatus } from './case-status.ts';
import { claimBadge } from './claim-badge.ts';
import { accountPage, casesPage, type AccountPageProps, type CaseLine } from './pages/account-page.ts';
import { documentsPage, paymentsPage } from './pages/list-pages.ts';

type Links = Pick<RouteRequest<unknown, unknown, unknown>, 'href'>;

async function serviceNames(ctx: Context): Promise<ReadonlyMap<string, string>> {
  return new Map((await services(ctx.db)).map((service) => [service.id, pick(service.name, ctx.locale)]));
}

async function draftLines(ctx: Context, { href }: Links, names: ReadonlyMap<string, string>): Promise<AccountPageProps['drafts']> {
  const drafts = await draftsOf(ctx.db, ctx.actor.id);
  return drafts.map((draft) => ({
    service: names.get(draft.serviceId) ?? draft.serviceId,
    changed: formatDateTime(draft.changedAt, ctx.locale),
    href: href('forms.check', { draftId: draft.id }),
  }));
}

async function caseLine(ctx: Context, { href }: Links, names: ReadonlyMap<string, string>, found: Case): Promise<CaseLine> {
  return {
    fileReference: found.fileReference,
    service: names.get(found.serviceId) ?? found.serviceId,
    href: href('portal.case', { caseId: found.id }),
    status: caseStatus(found, await caseTypeOf(ctx.db, found), ctx.locale),
    opened: formatDate(found.openedAt, ctx.locale),
  };
}

const account = route({
  name: 'portal.account',
  method: 'GET',
  path: { de: '/konto', en: '/account' },
  access: 'person',
  async handle(ctx, request) {
    const { href } = request;
    const id = ctx.actor.id;
    const [names, found, unread, claims] = await Promise.all([
      serviceNames(ctx),
      casesOf(ctx.db, id),
      unreadCount(ctx.db, id),
      claimsOf(ctx.db, id),
    ]);
    const drafts = await draftLines(ctx, request, names);
    const open = found.filter((one) => one.closedAt === null);
    const payable = claims.filter((claim) => isPayable(claim.state));
    const m = messages[ctx.locale].account;
    const asked = await Promise.all(
      open.filter((one) => one.phase === 'waiting').map(async (one) => ({ found: one, question: await openQuestion(ctx.db, one.id) })),
    );
    return page(
      accountPage({
        name: ctx.actor.name,
        figures: { unread, open: open.length, drafts: drafts.length, toPay: payable.length },
        hrefs: {
          inbox: href('mailbox.inbox'),
          cases: href('portal.cases'),
          payments: href('portal.payments'),
          documents: href('portal.documents'),
          services: href('portal.services'),
        },
        tasks: [
          ...asked.flatMap(({ found: one, question }) =>
            question
              ? [
                  {
                    title: m.questionTitle({ service: names.get(one.serviceId) ?? one.serviceId }),
                    text: question.answerDueOn ? m.questionDue({ date: formatDate(question.answerDueOn, ctx.locale) }) : '',
                    href: href('online-services.answer', { caseId: one.id }),
                    label: m.answer(),
                  },
                ]
              : [],
          ),
          ...payable.map((claim) => ({
            title: m.payTitle({ amount: formatMoney(claim.amountCents, ctx.locale) }),
            text: claim.purpose,
            href: href('payments.pay', { claimId: claim.id }),
            label: m.pay(),
          })),
        ],
        drafts,
        cases: await Promise.all(found.slice(0, 5).map((one) => caseLine(ctx, request, names, one))),
        locale: ctx.locale,
      }),
    );
  },
});

const cases = route({
  name: 'portal.cases',
  method: 'GET',
  path: { de: '/konto/antraege', en: '/account/applications' },
  access: 'person',
  async handle(ctx, request) {
    const [names, found] = await Promise.all([serviceNames(ctx), casesOf(ctx.db, ctx.actor.id)]);
    return page(
      casesPage({
        drafts: await draftLines(ctx, request, names),
        cases: await Promise.all(found.map((one) => caseLine(ctx, request, names, one))),
        servicesHref: request.href('portal.services'),
        locale: ctx.locale,
      }),
    );
  },
});

const documents = route({
  name: 'portal.documents',
  method: 'GET',
  path: { de: '/konto/dokumente', en: '/account/documents' },
  access: 'person',
  async handle(ctx, request) {
    const { documents: found } = await documentsOf(ctx.db, ctx.actor.id, { perPage: 200 });
    return page(
      documentsPage({
        documents: found.map((one) => ({
          title: one.title,
          href: request.href('documents.download', { id: one.id }),
          date: formatDate(one.createdAt, ctx.locale),
          size: formatFileSize(one.size, ctx.locale),
          sealed: one.sealed,
        })),
        verifyHref: request.href('signatures.verify'),
        locale: ctx.locale,
      }),
    );
  },
});

const payments = route({
  name: 'portal.payments',
  method: 'GET',
  path: { de: '/konto/zahlungen', en: '/account/payments' },
  access: 'person',
  async handle(ctx, request) {
    const claims = await claimsOf(ctx.db, ctx.actor.id);
    return page(
      paymentsPage({
        payments: claims.map((claim) => ({
          purpose: claim.purpose,
          reference: formatClaimReference(claim.reference),
          amount: formatMoney(claim.amountCents, ctx.locale),
          date: formatDate(claim.createdAt, ctx.locale),
          status: claimBadge(claim, ctx.locale),
          payHref: isPayable(claim.state) ? request.href('payments.pay', { claimId: claim.id }) : undefined,
        })),
        locale: ctx.locale,
      }),
    );
  },
});

export const accountRoutes = [account, cases, documents, payments];
