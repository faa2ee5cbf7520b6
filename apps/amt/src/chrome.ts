import { type Shell } from '@amt/http';
import { configOf, may, type NavigationItem, type Page, type Settings } from '@amt/module';
import type { Html } from '@amt/html';
import { unreadCount } from '@amt/mailbox';
import { renderPage, themeCookie, themeOf, type Chrome, type NavigationLink } from '@amt/ui';
import { modules } from './modules.ts';

const navigation = modules.flatMap((module) => module.navigation).toSorted((a, b) => a.order - b.order);

/** Draws the shell around a page: what modules bring to the navigation, who is signed in, the same page in other languages. */
export async function drawPage(page: Page, shell: Shell): Promise<Html> {
  const { ctx, href } = shell;
  const { actor, locale } = ctx;
  const items = (place: NavigationItem['place']): NavigationLink[] =>
    navigation
      .filter((item) => item.place === place && (item.permission === undefined || may(actor, item.permission)))
      .map((item) => ({ id: item.id, label: item.label(locale), href: href(item.route) }));
  const [flash] = shell.flashes;
  return renderPage(page, {
    locale,
    alternates: shell.alternates,
    navigation: {
      main: items('main'),
      account: actor.kind === 'person' ? items('account') : [],
      staff: actor.kind === 'staff' ? items('staff') : [],
      footer: items('footer'),
    },
    cityName: cityNameOf(ctx.settings),
    homeHref: href('portal.home'),
    searchHref: href('portal.search'),
    suggestHref: href('catalogue.api-suggestions', {}, { locale }),
    ...(await signedInPart(shell)),
    theme: themeOf(shell.cookies[themeCookie]),
    themeHref: href('portal.theme', {}, { return: shell.url }),
    ...(flash ? { flash: { message: flash.message, tone: flash.tone } } : {}),
    asset: shell.asset,
    demo: shell.demo,
    origin: shell.origin,
    ...sessionPart(shell),
  });
}

type Account = Pick<Chrome, 'account' | 'signInHref' | 'staffSignInHref' | 'signOutHref' | 'leaveHref'>;

async function signedInPart({ ctx, href }: Shell): Promise<Account> {
  const { actor } = ctx;
  if (actor.kind === 'person') {
    const account = {
      name: actor.name,
      kind: 'person' as const,
      unread: await unreadCount(ctx.db, actor.id),
      href: href('portal.account'),
      inboxHref: href('mailbox.inbox'),
    };
    return { account, signOutHref: href('identity.sign-out'), leaveHref: href('portal.account') };
  }
  if (actor.kind === 'staff')
    return {
      account: { name: actor.name, kind: 'staff', unread: 0, href: href('online-services.staff-home') },
      signOutHref: href('identity.sign-out'),
    };
  return { signInHref: href('identity.sign-in'), staffSignInHref: href('identity.staff-sign-in') };
}

function sessionPart({ ctx, sessionEndsAt, href }: Shell): Pick<Chrome, 'session'> {
  if (!sessionEndsAt) return {};
  const secondsLeft = Math.max(0, Math.round(ctx.now.until(sessionEndsAt).total('seconds')));
  return { session: { secondsLeft, keepAliveHref: href('portal.keep-alive') } };
}

function cityNameOf(settings: Settings): string {
  const portal = modules.find(({ name }) => name === 'portal');
  if (!portal?.config) throw new Error('the portal has no settings');
  return String((configOf({ settings }, portal.config) as { CITY_NAME: unknown }).CITY_NAME);
}
