import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DeliveryService } from './delivery-service.ts';
import { checkEvent, idOf, tagsOf } from './events.ts';
import { missing } from './missing.ts';
import type { Submission } from './state.ts';

type ById = { Params: { id: string } };

/** What a receiver asks: what waits, its parts, and the signed event log both sides write. */
export function receivingRoutes(app: FastifyInstance, service: DeliveryService): void {
  app.get('/v2/submissions', (request: FastifyRequest<{ Querystring: { destinationId?: string } }>) => {
    const waiting = [...service.submissions.values()].filter(
      (one) => one.state === 'submitted' && (request.query.destinationId ?? one.destinationId) === one.destinationId,
    );
    return {
      totalCount: waiting.length,
      submissions: waiting.map(({ submissionId, caseId, destinationId }) => ({ submissionId, caseId, destinationId })),
    };
  });

  app.get('/v2/submissions/:id', async (request: FastifyRequest<ById>, reply) => {
    const found = service.submissions.get(request.params.id);
    if (found?.state !== 'submitted') return missing(reply);
    const { submissionId, caseId, destinationId, publicService, announced, encryptedMetadata, encryptedData } = found;
    return { submissionId, caseId, destinationId, publicService, attachments: announced, encryptedMetadata, encryptedData };
  });

  app.get(
    '/v2/submissions/:id/attachments/:attachmentId',
    async (request: FastifyRequest<{ Params: { id: string; attachmentId: string } }>, reply) => {
      const jwe = service.submissions.get(request.params.id)?.attachments.get(request.params.attachmentId);
      return jwe === undefined ? missing(reply) : reply.type('application/jose').send(jwe);
    },
  );

  const ofCase = (caseId: string): Submission | undefined => [...service.submissions.values()].find((one) => one.caseId === caseId);
  app.get('/v2/cases/:id/events', async (request: FastifyRequest<ById>, reply) => {
    const found = ofCase(request.params.id);
    if (!found) return missing(reply);
    const log = await service.eventLog(found);
    return { count: log.length, totalCount: log.length, offset: 0, eventLog: log };
  });

  app.post('/v2/cases/:id/events', async (request: FastifyRequest<ById & { Body: string }>, reply) => {
    const found = ofCase(request.params.id);
    const destination = service.destinations.get(found?.destinationId ?? '');
    if (!found || !destination) return missing(reply);
    const checked = await checkEvent(request.body, found, (kid) =>
      destination.publicKeys.find((key) => key.kid === kid && key.alg === 'PS512'),
    );
    if (typeof checked === 'string') return reply.code(422).send({ title: checked });
    if (found.events.some((token) => idOf(token) === checked.id)) return reply.code(204).send();
    if (found.state !== 'submitted') return reply.code(409).send({ title: 'answered already' });
    if (checked.name === 'accept-submission' && JSON.stringify(checked.tags) !== JSON.stringify(tagsOf(found)))
      return reply.code(422).send({ title: 'authentication tags do not fit' });
    found.events.push(request.body);
    found.state = checked.name === 'accept-submission' ? 'accepted' : 'rejected';
    // what is settled is deleted, as the service does
    found.attachments.clear();
    Object.assign(found, { encryptedMetadata: undefined, encryptedData: undefined });
    return reply.code(204).send();
  });
}
