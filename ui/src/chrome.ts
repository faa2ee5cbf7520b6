import type { HtmlValue } from '@amt/html';
import type { Locale } from '@amt/i18n';

/** What a person chose; `auto` follows the device. Kept in the cookie {@link themeCookie}. */
export type Theme = 'auto' | 'light' | 'dark';
export const themes = ['auto', 'light', 'dark'] as const satisfies readonly Theme[];

/** Cookie that keeps the choice; readable by the page's module `theme` (not HttpOnly), one year, SameSite=Lax, Path=/. */
export const themeCookie = 'amt-theme';

/** Reads the cookie's value; anything unknown is `auto`. */
export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'auto';
}

export interface NavigationLink {
  /** compared with `Page.current` */
  readonly id: string;
  readonly label: string;
  readonly href: string;
  /** a number beside the label, e.g. unread messages; 0 shows none */
  readonly count?: number;
}

/** Everything around a page's content. Drawn the same way for every page of the house. */
export interface Chrome {
  readonly locale: Locale;
  /** the same page in each language, the current one among them */
  readonly alternates: readonly { readonly locale: Locale; readonly href: string }[];
  readonly navigation: {
    readonly main: readonly NavigationLink[];
    readonly account: readonly NavigationLink[];
    readonly staff: readonly NavigationLink[];
    readonly footer: readonly NavigationLink[];
  };
  readonly cityName: string;
  readonly homeHref: string;
  /** search of the portal (GET, field `q`); left out: no search in the header */
  readonly searchHref?: string;
  /** suggestions for it while typing, see `searchBox`; left out: none */
  readonly suggestHref?: string;
  readonly signInHref?: string;
  readonly staffSignInHref?: string;
  /** POST */
  readonly signOutHref?: string;
  readonly account?: {
    readonly name: string;
    readonly kind: 'person' | 'staff';
    /** unread messages (person) or open tasks (staff) */
    readonly unread: number;
    /** the account's start page, or the staff workspace */
    readonly href: string;
    /** where the unread ones are */
    readonly inboxHref?: string;
  };
  readonly theme: Theme;
  /** POST with the field `theme`; answers with the cookie and sends back to the page. Left out: no choice is offered */
  readonly themeHref?: string;
  /** where `question` pages leave to; default home or the account */
  readonly leaveHref?: string;
  readonly flash?: { readonly message: string; readonly tone: 'success' | 'info' | 'warning' };
  /** stands before the footer, e.g. "Was this page helpful?" */
  readonly feedback?: HtmlValue;
  /** address of a file of `ui/public` by its name there: `app.css`, `theme.js` */
  readonly asset: (name: string) => string;
  /** a line saying that this is a demonstration */
  readonly demo?: boolean;
  /** the session's end, for the warning of the module `session` */
  readonly session?: { readonly secondsLeft: number; readonly keepAliveHref: string };
  /** origin with scheme, for canonical and alternate links */
  readonly origin?: string;
  readonly cspNonce?: string;
}
