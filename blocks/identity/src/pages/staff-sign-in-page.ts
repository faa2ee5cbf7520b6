import { html, type Html } from '@amt/html';
import { pick, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, element, form, pageHeader, section, table } from '@amt/ui';
import { messages } from '../messages.ts';
import type { StaffListEntry } from '../staff-store.ts';
import { hiddenField } from './hidden-field.ts';
import { problemNotice } from './sign-in-page.ts';

export const staffProblems = ['staff-unknown', 'staff-failed', 'passkey-failed'] as const;

export interface StaffSignInPageProps {
  readonly locale: Locale;
  readonly oidcAction: string;
  readonly passkeyAction: string;
  readonly scriptHref: string;
  readonly residentHref: string;
  readonly returnPath: string;
  readonly problem: (typeof staffProblems)[number] | undefined;
  /** empty outside of demo mode */
  readonly demoStaff: readonly StaffListEntry[];
}

/** The directory's button works everywhere; the passkey button appears where script and browser can do it. */
export function staffSignInPage(props: StaffSignInPageProps): Page {
  const { locale } = props;
  const m = messages[locale].staffSignIn;
  const returnField = hiddenField('return', props.returnPath);
  const passkey = form({
    action: props.passkeyAction,
    body: html`${returnField}${hiddenField('credential', '')}${button({ label: m.passkey(), kind: 'secondary', icon: 'lock' })}
      <p class="amt-muted">${m.passkeyHint()}</p>`,
  });
  const body = html`${pageHeader({ title: m.title(), lead: m.lead() })} ${problemNotice(props.problem, locale)}
    ${form({ action: props.oidcAction, body: html`${returnField}${button({ label: m.button(), icon: 'arrow-end', iconAtEnd: true })}` })}
    ${element('div', { id: 'passkey-sign-in', hidden: true }, passkey)} ${demoSection(props)}
    <p><a href="${props.residentHref}">${m.resident()}</a></p>
    ${element('script', { type: 'module', src: props.scriptHref })}`;
  return { title: m.title(), body, layout: 'public' };
}

function demoSection({ demoStaff, locale }: StaffSignInPageProps): Html | undefined {
  if (demoStaff.length === 0) return undefined;
  const { signIn, staffSignIn: m } = messages[locale];
  return section({
    id: 'demo-staff',
    title: m.demoTitle(),
    lead: signIn.demoText(),
    body: table({
      caption: m.demoTitle(),
      hideCaption: true,
      columns: [
        { label: signIn.demoName(), cell: (person) => person.name, rowHeader: true },
        { label: signIn.demoNote(), cell: (person) => person.demoNote && pick(person.demoNote, locale) },
        { label: m.demoRoles(), cell: (person) => person.roles.join(', ') },
      ],
      rows: demoStaff,
    }),
  });
}
