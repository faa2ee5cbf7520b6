import { html, type Html } from '@amt/html';
import { formatDate, formatDateTime, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  descriptionList,
  errorSummary,
  fieldId,
  fileField,
  form,
  notice,
  pageHeader,
  section,
  statusBadge,
  type Tone,
} from '@amt/ui';
import { messages } from '../messages.ts';
import { explain } from '../verify/explain.ts';
import type { Indication, SealReport, SignatureReport } from '../verify/report.ts';

export interface VerifyPageProps {
  readonly locale: Locale;
  /** where the form is posted */
  readonly action: string;
  readonly maxBytes: number;
  /** at the field, in the person's language */
  readonly error?: string;
  readonly result?: { readonly fileName: string; readonly report: SealReport };
}

const tones: Readonly<Record<Indication, Tone>> = { 'TOTAL-PASSED': 'success', INDETERMINATE: 'warning', 'TOTAL-FAILED': 'danger' };
const fieldName = 'document';

/** Upload a PDF and read what its seal is worth, in plain language first, details after. */
export function verifyPage(props: VerifyPageProps): Page {
  const { locale, error, result } = props;
  const m = messages[locale].page;
  const errors = error === undefined ? [] : [{ field: fieldId({ name: fieldName }), message: error }];
  return {
    title: m.title(),
    description: m.lead(),
    breadcrumb: [{ label: m.title() }],
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}${pageHeader({ title: m.title(), lead: m.lead() })}${result ? resultPart(result, locale) : ''}${uploadForm(props)}`,
  };
}

function uploadForm({ locale, action, maxBytes, error, result }: VerifyPageProps): Html {
  const m = messages[locale].page;
  const drawn = form({
    action,
    multipart: true,
    busyText: m.busy(),
    body: html`${fileField({ name: fieldName, label: m.field(), hint: m.hint(), accept: '.pdf,application/pdf', maxBytes, locale, error })}
      <p>${m.privacy()}</p>
      ${button({ label: m.button(), icon: 'seal' })}`,
  });
  return result ? section({ title: m.another(), id: 'another', body: drawn }) : drawn;
}

function resultPart({ fileName, report }: NonNullable<VerifyPageProps['result']>, locale: Locale): Html {
  const m = messages[locale].page;
  const [answer = '', ...reasons] = explain(report, locale);
  return html`${notice({
    title: answer,
    headingLevel: 2,
    tone: tones[report.indication],
    role: 'status',
    body: reasons.map((reason) => html`<p>${reason}</p>`),
  })}${section({
    title: m.details(),
    id: 'details',
    body: html`${descriptionList({
      items: [
        { term: m.fileName(), text: fileName },
        { term: m.checksum(), text: html`<code>${report.sha256}</code>` },
      ],
    })}${report.signatures.map((signature, index) => signaturePart(signature, index + 1, locale))}
      <p>${m.footnote()}</p>`,
  })}`;
}

function signaturePart(signature: SignatureReport, number: number, locale: Locale): Html {
  const m = messages[locale].page;
  const { signer, timeStamp, level } = signature;
  const isSeal = signature.kind === 'seal';
  return section({
    title: isSeal ? m.seal({ number }) : m.timeStamp({ number }),
    id: `signature-${number}`,
    level: 3,
    body: descriptionList({
      items: [
        { term: m.result(), text: statusBadge({ label: m.indication[signature.indication](), tone: tones[signature.indication] }) },
        ...(signer
          ? [
              { term: m.sealedBy(), text: [signer.organisation, signer.commonName].filter(Boolean).join(', ') },
              { term: m.issuer(), text: signer.issuer },
              {
                term: m.validity(),
                text: m.validityText({ from: formatDate(signer.validFrom, locale), until: formatDate(signer.validUntil, locale) }),
              },
            ]
          : []),
        ...(timeStamp
          ? [{ term: m.timeStampAt(), text: m.timeStampText({ at: formatDateTime(timeStamp.at, locale), authority: timeStamp.authority }) }]
          : []),
        ...(isSeal ? [{ term: m.level(), text: level === 'none' ? m.levelNone() : level }] : []),
        { term: m.whole(), text: signature.coversWholeDocument ? m.yes() : m.no() },
      ],
    }),
  });
}
