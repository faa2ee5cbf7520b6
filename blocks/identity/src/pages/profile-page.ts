import type { DeviceSession } from '@amt/http';
import { html, type Html } from '@amt/html';
import { formatDate, formatDateTime, pick, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, element, errorSummary, form, notice, pageHeader, section, table, textField } from '@amt/ui';
import { messages } from '../messages.ts';
import type { Passkey } from '../passkeys/passkey-store.ts';
import type { Grant, Staff } from '../staff-store.ts';
import { hiddenField } from './hidden-field.ts';

export interface ProfilePageProps {
  readonly locale: Locale;
  readonly staff: Staff;
  readonly grants: readonly Grant[];
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly DeviceSession[];
  readonly problem: 'label' | 'passkey' | undefined;
  readonly href: (name: string) => string;
}

/** Staff: who I am here, how I sign in, where I am signed in. */
export function profilePage(props: ProfilePageProps): Page {
  const { locale, staff, grants, href } = props;
  const m = messages[locale].profile;
  const errors = props.problem === 'label' ? [{ field: 'label', message: m.labelMissing() }] : [];
  const roles = table({
    caption: m.rolesTitle(),
    hideCaption: true,
    columns: [
      { label: m.unit(), cell: (grant) => pick(grant.unitName, locale), rowHeader: true },
      { label: m.role(), cell: (grant) => pick(grant.roleName, locale) },
    ],
    rows: grants,
  });
  const body = html`${errorSummary({ errors, locale })}
  ${props.problem === 'passkey' ? notice({ title: m.failed(), tone: 'danger', role: 'alert' }) : ''}
  ${pageHeader({ title: m.title(), lead: `${staff.name}, ${staff.mail}` })} ${section({ id: 'roles', title: m.rolesTitle(), body: roles })}
  ${section({ id: 'passkeys', title: m.passkeysTitle(), lead: m.passkeysText(), body: passkeyPart(props) })}
  ${section({ id: 'sessions', title: m.sessionsTitle(), body: sessionPart(props) })}
  ${element('script', { type: 'module', src: href('identity.passkey-script') })}`;
  return { title: m.title(), body, layout: 'staff', hasErrors: errors.length > 0 };
}

function passkeyPart({ locale, passkeys, problem, href }: ProfilePageProps): Html {
  const m = messages[locale].profile;
  const used = ({ lastUsedAt }: Passkey): string => (lastUsedAt ? m.lastUsed({ date: formatDate(lastUsedAt, locale) }) : m.neverUsed());
  // a table's cell holds no form, so the button stands there and its form below
  const remove = ({ id, label }: Passkey): Html =>
    button({ label: m.remove(), about: label, kind: 'secondary', small: true, form: `remove-${id}` });
  const removeForm = ({ id }: Passkey): Html =>
    form({ action: href('identity.remove-passkey'), inline: true, id: `remove-${id}`, body: hiddenField('id', id) });
  const label = textField({
    name: 'label',
    label: m.label(),
    hint: m.labelHint(),
    locale,
    maxLength: 100,
    width: 30,
    ...(problem === 'label' ? { error: m.labelMissing() } : {}),
  });
  const register = form({
    action: href('identity.add-passkey'),
    body: html`${hiddenField('credential', '')}${label}${button({ label: m.add(), kind: 'secondary' })}`,
  });
  return html`${table({
    caption: m.passkeysTitle(),
    hideCaption: true,
    empty: html`<p>${m.noPasskeys()}</p>`,
    columns: [
      { label: m.label(), cell: (passkey) => passkey.label, rowHeader: true },
      { label: m.lastSeen(), cell: used },
      { label: m.action(), cell: remove, hideLabel: true },
    ],
    rows: passkeys,
  })}
    ${passkeys.map(removeForm)} ${element('div', { id: 'passkey-register', hidden: true }, register)}
    <p id="passkey-needs-script">${m.needsScript()}</p>`;
}

function sessionPart({ locale, sessions, href }: ProfilePageProps): Html {
  const m = messages[locale].profile;
  const end = ({ id, device }: DeviceSession): Html =>
    button({ label: m.endSession(), about: device, kind: 'secondary', small: true, form: `end-${id}` });
  const endForm = ({ id }: DeviceSession): Html =>
    form({ action: href('identity.end-session'), inline: true, id: `end-${id}`, body: hiddenField('id', id) });
  const list = table({
    caption: m.sessionsTitle(),
    hideCaption: true,
    columns: [
      { label: m.device(), cell: (session) => session.device, rowHeader: true },
      { label: m.lastSeen(), cell: (session) => formatDateTime(session.lastSeenAt, locale) },
      { label: m.action(), cell: end, hideLabel: true },
    ],
    rows: sessions,
  });
  return html`${list} ${sessions.map(endForm)}`;
}
