import type { NeededDocument, Service } from '@amt/catalogue';
import { html, type Html } from '@amt/html';
import { pick, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, factGrid, form, notice, pageHeader, panel, section } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface StartPageProps {
  readonly service: Service;
  readonly fee: string;
  readonly locale: Locale;
  readonly serviceHref: string;
  readonly sheetHref: string;
  readonly beginHref: string;
  readonly resumeHref: string;
  /** what the person must do first, if anything */
  readonly signIn:
    | { readonly kind: 'ready'; readonly name: string }
    | { readonly kind: 'optional'; readonly href: string }
    | { readonly kind: 'needed'; readonly href: string; readonly level: 'sign-in' | 'step-up' };
  /** drafts of this service the person has begun already */
  readonly drafts: readonly { readonly href: string; readonly changed: string }[];
}

/** Before the first question: what is needed, what it costs, how long it takes, how the sign-in goes. */
export function startPage(props: StartPageProps): Page {
  const { service, locale } = props;
  const m = messages[locale].start;
  const name = pick(service.name, locale);
  return {
    title: m.title({ service: name }),
    layout: 'question',
    breadcrumb: [{ label: name, href: props.serviceHref }, { label: m.crumb() }],
    body: html`${pageHeader({ kicker: name, title: m.heading(), lead: m.lead() })}
${factGrid({
  facts: [
    { label: m.fee(), value: props.fee, icon: 'euro' },
    { label: m.processingTime(), value: pick(service.processingTime.text, locale), icon: 'clock' },
  ],
})}
${service.documents.length === 0 ? '' : section({ title: m.documents(), id: 'documents', body: documents(service.documents, locale) })}
${props.drafts.length === 0 ? '' : notice({ title: m.draftTitle(), headingLevel: 2, body: html`<ul>${props.drafts.map((draft) => html`<li><a href="${draft.href}">${m.continueDraft({ date: draft.changed })}</a></li>`)}</ul>` })}
${signIn(props)}
<p class="amt-muted">${m.otherWays()} <a href="${props.serviceHref}#channels">${m.otherWaysLink()}</a> · <a href="${props.sheetHref}">${m.sheet()}</a></p>`,
  };
}

function documents(needed: readonly NeededDocument[], locale: Locale): Html {
  const m = messages[locale].start;
  return html`<ul>${needed.map((one) => html`<li><strong>${pick(one.name, locale)}</strong>${one.required ? '' : html` (${m.ifItApplies()})`}${one.note ? html`<br>${pick(one.note, locale)}` : ''}${one.fileHint ? html`<br><span class="amt-muted">${pick(one.fileHint, locale)}</span>` : ''}</li>`)}</ul>`;
}

function signIn({ signIn: need, beginHref, resumeHref, locale }: StartPageProps): Html {
  const m = messages[locale].start;
  const begin = (label: string, kind: 'primary' | 'secondary' = 'primary'): Html =>
    form({ action: beginHref, inline: true, body: button({ label, kind, icon: 'arrow-end', iconAtEnd: true }) });
  if (need.kind === 'ready') return html`<p>${m.signedInAs({ name: need.name })}</p>${begin(m.begin())}`;
  if (need.kind === 'needed') {
    return panel({
      title: need.level === 'step-up' ? m.stepUpTitle() : m.signInTitle(),
      icon: 'key',
      accent: true,
      body: html`<p>${need.level === 'step-up' ? m.stepUp() : m.signInWhy()}</p>${button({ label: m.signIn(), href: need.href, icon: 'arrow-end', iconAtEnd: true })}`,
    });
  }
  return html`${panel({ title: m.signInTitle(), icon: 'key', accent: true, body: html`<p>${m.signInOptional()}</p>${button({ label: m.signIn(), href: need.href })}` })}
<p>${m.withoutAccount()}</p>${begin(m.beginWithoutAccount(), 'secondary')}
<p><a href="${resumeHref}">${m.resume()}</a></p>`;
}
