import type { Case, CaseAction, CaseEvent, CaseTypeDefinition, Decision, MessageWithFiles, Note, TextBlock } from '@amt/cases';
import type { HtmlValue } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { FieldError, ListedFile, Tone } from '@amt/ui';
import type { AgreementProps } from './agreement-panel.ts';

/** Where the buttons of the page lead. */
export interface CaseAddresses {
  readonly self: string;
  readonly list: string;
  readonly take: string;
  readonly assign: string;
  readonly step: string;
  readonly ask: string;
  readonly reply: string;
  readonly note: string;
  readonly propose: string;
  readonly approve: string;
  readonly giveBack: string;
}

export interface CasePageProps {
  readonly found: Case;
  readonly type: CaseTypeDefinition;
  readonly serviceName: string;
  readonly unitName: string;
  readonly ownerName: string | undefined;
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly summary: readonly {
    readonly title: string;
    readonly rows: readonly { readonly label: string; readonly value: HtmlValue; readonly origin?: string | undefined }[];
  }[];
  readonly uploads: readonly ListedFile[];
  readonly documents: readonly ListedFile[];
  readonly claim:
    | {
        readonly amountCents: number;
        readonly state: string;
        readonly label: string;
        readonly tone: 'success' | 'warning' | 'neutral';
        /** where the person at the counter pays; undefined when nothing is due or somebody else has to pay */
        readonly payHref: string | undefined;
      }
    | undefined;
  /** way it came in, with the person's consent where a clerk filled it in */
  readonly channelText: string;
  /** agreements of other people, in words */
  readonly cosignatures: readonly string[];
  readonly agreements: readonly AgreementProps[];
  /** times the person has chosen */
  readonly appointments: readonly { readonly text: string; readonly state: string; readonly tone: Tone }[];
  /** where the application goes besides this case */
  readonly deliveries: readonly { readonly way: string; readonly state: string; readonly tone: Tone; readonly href: string | undefined }[];
  readonly events: readonly CaseEvent[];
  readonly messages: readonly MessageWithFiles[];
  readonly messageFileHref: (fileId: string) => string;
  readonly notes: readonly Note[];
  readonly decision: Decision | undefined;
  readonly actions: readonly CaseAction[];
  readonly mayAssign: boolean;
  /** may write to an applicant without an account */
  readonly mayReply: boolean;
  readonly ownId: string;
  readonly textBlocks: readonly TextBlock[];
  /** chosen text block, filled into the message */
  readonly draft: {
    readonly ask: string;
    readonly reply: string;
    readonly remarks: string;
    readonly note: string;
    readonly outcome: string;
  };
  readonly errors: readonly FieldError[];
  readonly now: Temporal.Instant;
  readonly locale: Locale;
  readonly to: CaseAddresses;
}

/** The message at a field of the page, if there is one. */
export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}
