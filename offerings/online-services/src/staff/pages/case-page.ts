import { html, type Html } from '@amt/html';
import { formatDate, formatMoney } from '@amt/i18n';
import type { Page } from '@amt/module';
import { descriptionList, errorSummary, fileList, pageHeader, panel, section, statusBadge, summaryList, withAside } from '@amt/ui';
import { messages } from '../../messages.ts';
import { caseBadge, dueLabel } from '../case-labels.ts';
import { agreementPanel } from './agreement-panel.ts';
import type { CasePageProps } from './case-props.ts';
import { caseHistory, caseNotes, caseThread } from './case-records.ts';
import { caseSteps } from './case-steps.ts';

/** One case as staff see it: what was applied for on the left, what to do next on the right. */
export function casePage(props: CasePageProps): Page {
  const { found, type, locale, errors } = props;
  const m = messages[locale].staff.case;
  return {
    title: `${found.fileReference} – ${props.serviceName}`,
    layout: 'staff',
    current: 'online-services.work-list',
    hasErrors: errors.length > 0,
    breadcrumb: [{ label: messages[locale].staff.workList.title(), href: props.to.list }, { label: found.fileReference }],
    body: html`${errorSummary({ errors, locale })}
${pageHeader({ kicker: props.serviceName, title: found.fileReference, lead: found.applicantName, badge: caseBadge(found, type, locale) })}
${withAside({
  label: m.nextSteps(),
  main: html`${application(props)}${caseThread(props)}${caseNotes(props)}${caseHistory(props)}`,
  aside: html`${facts(props)}${props.agreements.map((one) => agreementPanel(one, errors, locale))}${caseSteps(props)}`,
})}`,
  };
}

function facts({
  found,
  unitName,
  ownerName,
  claim,
  cosignatures,
  appointments,
  deliveries,
  channelText,
  locale,
  now,
}: CasePageProps): Html {
  const m = messages[locale].staff.case;
  const due = dueLabel(found, now, locale);
  return panel({
    title: m.facts(),
    icon: 'info',
    body: descriptionList({
      items: [
        { term: m.unit(), text: unitName },
        { term: m.owner(), text: ownerName ?? html`<span class="amt-muted">${messages[locale].staff.workList.nobody()}</span>` },
        { term: m.received(), text: formatDate(found.receivedOn ?? found.openedAt, locale) },
        { term: m.due(), text: due.tone ? statusBadge({ label: due.text, tone: due.tone }) : due.text },
        ...(claim
          ? [
              {
                term: m.fee(),
                text: html`${formatMoney(claim.amountCents, locale)} ${statusBadge({ label: claim.label, tone: claim.tone })}${claim.payHref === undefined ? '' : html`<br /><a href="${claim.payHref}">${m.payHere()}</a>`}`,
              },
            ]
          : []),
        { term: m.channel(), text: channelText },
        ...cosignatures.map((text) => ({ term: messages[locale].cosign.staffTitle(), text })),
        ...appointments.map(({ text, state, tone }) => ({
          term: m.appointment.title(),
          text: html`${text} ${statusBadge({ label: state, tone })}`,
        })),
        ...deliveries.map(({ way, state, tone, href }) => ({
          term: m.delivery(),
          text: html`${href === undefined ? way : html`<a href="${href}">${way}</a>`} ${statusBadge({ label: state, tone })}`,
        })),
        { term: m.language(), text: found.locale === 'en' ? 'English' : 'Deutsch' },
      ],
    }),
  });
}

function application({ summary, uploads, documents, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  return section({
    title: m.application(),
    id: 'application',
    body: html`${summary.map((part) => summaryList({ title: part.title, level: 3, locale, rows: part.rows.map(({ label, value, origin }) => ({ key: label, value, ...(origin === undefined ? {} : { origin }) })) }))}
${uploads.length === 0 ? '' : html`<h3>${m.uploads()}</h3>${fileList({ files: uploads, locale, label: m.uploads() })}`}
${documents.length === 0 ? '' : html`<h3>${m.documents()}</h3>${fileList({ files: documents, locale, label: m.documents() })}`}`,
  });
}
