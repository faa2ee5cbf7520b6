import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DeliveryService } from './delivery-service.ts';
import { tagsOf } from './events.ts';
import { missing } from './missing.ts';
import type { Submission } from './state.ts';

type ById = { Params: { id: string } };

interface Announced {
  destinationId: string;
  announcedAttachments?: string[];
  publicService: { identifier: string; name?: string };
}

/** As after a broken line: the answer is lost. */
function breakOff(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}

/** What a sender asks: where to, announce, attachments, send. */
export function sendingRoutes(app: FastifyInstance, service: DeliveryService): void {
  app.get('/v2/destinations/:id', async (request: FastifyRequest<ById>, reply) => {
    const found = service.destinations.get(request.params.id);
    if (!found) return missing(reply);
    const { destinationId, schemaUri, leikaKey, publicKeys } = found;
    return {
      destinationId,
      status: 'active',
      encryptionKid: publicKeys[0]?.kid,
      publicServices: [
        { identifier: `urn:de:fim:leika:leistung:${leikaKey}`, submissionSchemas: [{ schemaUri, mimeType: 'application/json' }] },
      ],
    };
  });

  app.get('/v2/destinations/:id/keys/:kid', async (request: FastifyRequest<{ Params: { id: string; kid: string } }>, reply) => {
    const key = service.destinations.get(request.params.id)?.publicKeys.find(({ kid }) => kid === request.params.kid);
    return key ?? missing(reply);
  });

  app.post('/v2/submissions', async (request: FastifyRequest<{ Body: Announced }>, reply) => {
    const { destinationId, announcedAttachments = [], publicService } = request.body;
    if (!service.destinations.has(destinationId) || !/^urn:de:fim:leika:leistung:\d{14}$/.test(publicService.identifier))
      return reply.code(422).send({ title: 'destination or service unknown' });
    const submission: Submission = {
      submissionId: randomUUID(),
      caseId: randomUUID(),
      destinationId,
      publicService,
      announced: announcedAttachments,
      attachments: new Map(),
      encryptedMetadata: undefined,
      encryptedData: undefined,
      state: 'announced',
      events: [],
      announcedAt: new Date(),
    };
    service.submissions.set(submission.submissionId, submission);
    await service.tell(submission, 'create-submission');
    if (service.behaviour.fault === 'lost-announcement') return breakOff(reply);
    return reply.code(201).send({ submissionId: submission.submissionId, caseId: submission.caseId, destinationId });
  });

  app.put(
    '/v2/submissions/:id/attachments/:attachmentId',
    async (request: FastifyRequest<{ Params: { id: string; attachmentId: string }; Body: string }>, reply) => {
      const found = service.submissions.get(request.params.id);
      if (!found || service.behaviour.fault === 'forgetful') return missing(reply);
      if (found.state !== 'announced') return reply.code(409).send({ title: 'submitted already' });
      if (!found.announced.includes(request.params.attachmentId)) return reply.code(422).send({ title: 'not announced' });
      found.attachments.set(request.params.attachmentId, request.body);
      return reply.code(204).send();
    },
  );

  app.put(
    '/v2/submissions/:id',
    async (request: FastifyRequest<ById & { Body: { encryptedMetadata?: string; encryptedData?: string } }>, reply) => {
      const found = service.submissions.get(request.params.id);
      const destination = service.destinations.get(found?.destinationId ?? '');
      if (!found || !destination || service.behaviour.fault === 'forgetful') return missing(reply);
      if (found.state !== 'announced') return reply.code(409).send({ title: 'submitted already' });
      const { encryptedMetadata, encryptedData } = request.body;
      if (!encryptedMetadata || !encryptedData || found.attachments.size !== found.announced.length)
        return reply.code(422).send({ title: 'metadata, data and all attachments are needed' });
      Object.assign(found, { encryptedMetadata, encryptedData, state: 'submitted' });
      await service.tell(found, 'submit-submission', { authenticationTags: tagsOf(found) });
      await service.tell(found, 'notify-submission', { notifyType: 'callback' });
      await service.asAuthority(destination, found);
      await service.behaviour.taken?.(found.submissionId);
      if (service.behaviour.fault === 'lost-answer') return breakOff(reply);
      return { submissionId: found.submissionId, caseId: found.caseId };
    },
  );
}
