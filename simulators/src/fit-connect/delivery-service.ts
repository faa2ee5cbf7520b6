import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { callBack, type Callback } from './callback.ts';
import { openSubmission, sealed, type ToSend } from './content.ts';
import { idOf, signedEvent, tagsOf, type EventName } from './events.ts';
import { keptKeys, newKey, publicHalf } from './keys.ts';
import type { Destination, FitConnectBehaviour, OpenedSubmission, Submission } from './state.ts';

/** A destination: with public keys it belongs to someone outside (the house under test), without the emulator plays the authority. */
export interface DestinationOption {
  readonly destinationId: string;
  readonly name: string;
  readonly schemaUri: string;
  readonly leikaKey: string;
  readonly publicKeys?: { readonly encryption: readonly JWK[]; readonly signature: JWK };
  /** what the played authority says; default `accept` */
  readonly answers?: Destination['answers'];
}

export interface DeliveryServiceOptions {
  /** its keys are kept there; without it they live in memory */
  readonly folder?: string | undefined;
  readonly destinations: readonly DestinationOption[];
  /** where it tells that something has come */
  readonly callback?: Callback | undefined;
  /** modulus of its own keys */
  readonly keyBits: number;
}

/** What the service knows and says, whichever address it is asked at. */
export interface DeliveryService {
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly submissions: Map<string, Submission>;
  /** what the played authorities opened */
  readonly opened: readonly OpenedSubmission[];
  readonly behaviour: { -readonly [Key in keyof FitConnectBehaviour]: FitConnectBehaviour[Key] };
  /** its own key, public half */
  readonly publicKey: JWK;
  /** told once it listens */
  url: string;
  addDestination(destination: DestinationOption): Promise<void>;
  /** Adds an event of the service to the log of a submission. */
  tell(submission: Submission, name: EventName, content?: Record<string, unknown>): Promise<void>;
  /** The events as a client gets them, spoilt where a test wants it. */
  eventLog(submission: Submission): Promise<readonly string[]>;
  /** Opens and answers what came for a destination whose keys are here. */
  asAuthority(destination: Destination, submission: Submission): Promise<void>;
  /** Sends something to a destination outside, as a portal would. */
  send(what: ToSend): Promise<{ readonly submissionId: string; readonly caseId: string }>;
}

/** Makes the keys and the destinations. */
export async function deliveryService(options: DeliveryServiceOptions): Promise<DeliveryService> {
  const { keyBits: bits } = options;
  const keys = { service: 'PS512', decryption: 'RSA-OAEP-256', signature: 'PS512' } as const;
  const { service, decryption, signature } = await keptKeys(options.folder, keys, bits);
  let foreign: JWK | undefined;
  const destinations = new Map<string, Destination>();
  const submissions = new Map<string, Submission>();
  const opened: OpenedSubmission[] = [];
  const behaviour: DeliveryService['behaviour'] = { fault: 'none', events: 'right', taken: undefined };

  const addDestination = async ({ publicKeys, answers = 'accept', ...about }: DestinationOption): Promise<void> => {
    destinations.set(about.destinationId, {
      ...about,
      answers,
      privateKeys: publicKeys ? undefined : { decryption, signature },
      publicKeys: publicKeys
        ? [...publicKeys.encryption, publicKeys.signature]
        : [publicHalf(decryption, 'wrapKey'), publicHalf(signature, 'verify')],
    });
  };
  const tell = async (submission: Submission, name: EventName, content?: Record<string, unknown>): Promise<void> => {
    submission.events.push(await signedEvent(service, submission, { name, issuer: made.url, ...(content ? { content } : {}) }));
  };

  const eventLog = async (submission: Submission): Promise<readonly string[]> => {
    const { events } = submission;
    foreign ??= behaviour.events === 'wrong-key' ? await newKey('PS512', bits) : undefined;
    const resigned = (name: EventName, how: { key?: JWK; of?: Submission; id?: string; content?: Record<string, unknown> }) =>
      signedEvent(how.key ?? service, how.of ?? submission, {
        name,
        issuer: made.url,
        content: how.content ?? { authenticationTags: tagsOf(submission) },
        ...(how.id === undefined ? {} : { id: how.id }),
      });
    switch (behaviour.events) {
      case 'right':
        return events;
      case 'garbage':
        return ['', 'a.b.c', '{}', 'eyJhbGciOiJub25lIn0.e30.'];
      case 'wrong-key':
        return [await resigned('submit-submission', { key: { ...(foreign ?? service), kid: service.kid ?? '' } })];
      case 'foreign':
        return [await resigned('submit-submission', { of: { ...submission, submissionId: randomUUID() } })];
      case 'wrong-tags':
        return [await resigned('submit-submission', { content: { authenticationTags: { metadata: 'x', data: 'y', attachments: {} } } })];
      case 'same-id': {
        const other = [...submissions.values()].find((one) => one !== submission && one.events.length > 0);
        return [await resigned('submit-submission', { id: idOf(other?.events[1] ?? '') })];
      }
    }
  };

  const asAuthority = async (destination: Destination, submission: Submission): Promise<void> => {
    if (!destination.privateKeys) return;
    const content = await openSubmission(destination, submission);
    opened.push(content);
    if (destination.answers === 'nothing') return;
    const accepted = destination.answers === 'accept' && content.faults.length === 0;
    submission.state = accepted ? 'accepted' : 'rejected';
    submission.events.push(
      await signedEvent(signature, submission, {
        name: accepted ? 'accept-submission' : 'reject-submission',
        issuer: destination.destinationId,
        content: accepted
          ? { authenticationTags: tagsOf(submission) }
          : {
              problems: [
                {
                  type: 'https://schema.fitko.de/fit-connect/events/problems/other',
                  title: 'Nicht zuständig',
                  detail: content.faults.join(', '),
                },
              ],
            },
      }),
    );
    if (options.callback) void callBack(options.callback, 'new-events', { caseIds: [submission.caseId] });
  };

  const send = async (what: ToSend): Promise<{ readonly submissionId: string; readonly caseId: string }> => {
    const destination = destinations.get(what.destinationId);
    if (!destination) throw new Error('no such destination');
    const submission = await sealed(destination, what, publicHalf(decryption, 'wrapKey'));
    submissions.set(submission.submissionId, submission);
    await tell(submission, 'create-submission');
    await tell(submission, 'submit-submission', { authenticationTags: tagsOf(submission) });
    if (options.callback) await callBack(options.callback, 'new-submissions', { submissionIds: [submission.submissionId] });
    return { submissionId: submission.submissionId, caseId: submission.caseId };
  };

  const made: DeliveryService = {
    destinations,
    submissions,
    opened,
    behaviour,
    publicKey: publicHalf(service, 'verify'),
    url: '',
    addDestination,
    tell,
    eventLog,
    asAuthority,
    send,
  };
  for (const destination of options.destinations) await addDestination(destination);
  return made;
}
