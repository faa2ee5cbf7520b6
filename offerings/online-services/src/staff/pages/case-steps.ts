import type { CaseAction } from '@amt/cases';
import { html, type Html } from '@amt/html';
import { pick } from '@amt/i18n';
import { button, details, form, notice, panel, radios, select, textarea } from '@amt/ui';
import { messages } from '../../messages.ts';
import { type CasePageProps, errorOf } from './case-props.ts';

/** What can be done next: one panel each, only what the reader may do. */
export function caseSteps(props: CasePageProps): Html {
  const { actions, found, locale } = props;
  const m = messages[locale].staff.case;
  const has = (effect: CaseAction['effect']): CaseAction | undefined => actions.find((action) => action.effect === effect);
  const blocks = [
    found.phase !== 'closed' && props.mayAssign && found.ownerId !== props.ownId ? takeForm(props) : undefined,
    ...actions.filter((action) => ['none', 'close', 'withdraw'].includes(action.effect)).map((action) => stepForm(props, action)),
    has('approve') ? approveForm(props) : undefined,
    has('propose') ? decideForm(props) : undefined,
    found.accountId !== null && has('ask') ? askForm(props) : undefined,
    found.accountId === null && found.applicantMail !== null && found.closedAt === null && props.mayReply ? replyForm(props) : undefined,
    found.phase !== 'closed' && props.mayAssign ? assignForm(props) : undefined,
  ].filter((block) => block !== undefined);
  if (blocks.length === 0)
    return notice({
      tone: 'neutral',
      title: found.phase === 'closed' ? m.closed() : found.phase === 'deciding' ? m.beingIssued() : m.nothingToDo(),
    });
  return html`<h2 class="amt-hidden">${m.nextSteps()}</h2>${blocks}`;
}

function takeForm({ to, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  return panel({
    accent: true,
    title: m.take(),
    body: html`<p>${m.takeHint()}</p>${form({ action: to.take, inline: true, body: button({ label: m.take() }) })}`,
  });
}

function stepForm({ to, locale }: CasePageProps, action: CaseAction): Html {
  const label = pick(action.label, locale);
  return panel({
    body: form({
      action: to.step,
      inline: true,
      body: html`<input type="hidden" name="action" value="${action.id}">${button({ label, kind: 'secondary' })}`,
    }),
  });
}

function decideForm(props: CasePageProps): Html {
  const { type, draft, errors, locale, to } = props;
  const m = messages[locale].staff.case;
  return panel({
    title: m.decide(),
    icon: 'check',
    body: form({
      action: to.propose,
      label: m.decide(),
      busyText: m.busy(),
      body: html`${props.found.openAgreements > 0 ? html`<p>${m.agreement.onlyRefuse()}</p>` : ''}${radios({ name: 'outcome', label: m.outcome(), locale, value: draft.outcome, error: errorOf(errors, 'outcome'), options: type.outcomes.map((one) => ({ value: one.id, label: pick(one.label, locale) })) })}
${textarea({ name: 'remarks', label: m.remarks(), hint: m.remarksHint(), locale, optional: true, value: draft.remarks, rows: 4, error: errorOf(errors, 'remarks') })}
${type.fourEyes ? html`<p class="amt-muted">${m.fourEyes()}</p>` : ''}
${button({ label: type.fourEyes ? m.propose() : m.issue() })}`,
    }),
  });
}

function approveForm({ decision, type, to, ownId, locale, colleagues, actions }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  const outcome = type.outcomes.find((one) => one.id === decision?.outcome);
  const proposer = colleagues.find(({ id }) => id === decision?.proposedBy)?.name ?? '–';
  const proposal = html`<p>${m.proposal({ name: proposer })} <strong>${outcome ? pick(outcome.label, locale) : ''}</strong></p>${decision?.remarks ? html`<blockquote>${decision.remarks}</blockquote>` : ''}`;
  if (decision?.proposedBy === ownId) return notice({ tone: 'info', title: m.waitsForColleague(), body: proposal });
  return panel({
    accent: true,
    title: m.approve(),
    body: html`${proposal}
${form({ action: to.approve, inline: true, busyText: m.busy(), body: button({ label: m.approveAndIssue() }) })}
${
  actions.some((action) => action.effect === 'return')
    ? details({
        summary: m.giveBack(),
        body: form({
          action: to.giveBack,
          body: html`${textarea({ name: 'reason', label: m.reason(), locale, rows: 3 })}${button({ label: m.giveBack(), kind: 'secondary' })}`,
        }),
      })
    : ''
}`,
  });
}

/** Chooses a text block; the page comes again with it in the message. */
function blockChooser({ textBlocks, to, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  if (textBlocks.length === 0) return html``;
  return form({
    action: to.self,
    method: 'get',
    label: m.textBlock(),
    body: html`${select({ name: 'block', label: m.textBlock(), locale, options: textBlocks.map(({ id, name }) => ({ value: id, label: name })) })}${button({ label: m.insert(), kind: 'secondary', small: true })}`,
  });
}

function askForm(props: CasePageProps): Html {
  const { draft, errors, to, locale } = props;
  const m = messages[locale].staff.case;
  return panel({
    title: m.ask(),
    icon: 'chat',
    body: html`${blockChooser(props)}${form({
      action: to.ask,
      label: m.ask(),
      body: html`${textarea({ name: 'ask', label: m.question(), hint: m.askHint(), locale, value: draft.ask, rows: 6, error: errorOf(errors, 'ask') })}${button({ label: m.sendQuestion(), kind: 'secondary' })}`,
    })}`,
  });
}

function replyForm(props: CasePageProps): Html {
  const { draft, errors, to, locale } = props;
  const m = messages[locale].staff.case;
  return panel({
    title: m.reply(),
    icon: 'mail',
    body: html`${blockChooser(props)}${form({
      action: to.reply,
      label: m.reply(),
      body: html`${textarea({ name: 'reply', label: m.replyText(), hint: m.replyHint(), locale, value: draft.reply, rows: 6, error: errorOf(errors, 'reply') })}${button({ label: m.sendReply(), kind: 'secondary' })}`,
    })}`,
  });
}

function assignForm({ colleagues, found, to, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  return details({
    summary: m.assign(),
    body: form({
      action: to.assign,
      label: m.assign(),
      body: html`${select({ name: 'staff', label: m.assignTo(), locale, value: found.ownerId ?? undefined, options: colleagues.map(({ id, name }) => ({ value: id, label: name })) })}${button({ label: m.assign(), kind: 'secondary' })}`,
    }),
  });
}
