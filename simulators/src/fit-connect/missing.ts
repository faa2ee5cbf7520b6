import type { FastifyReply } from 'fastify';

/** The service's answer about what it does not have. */
export const missing = (reply: FastifyReply): FastifyReply =>
  reply.code(404).type('application/problem+json').send({ title: 'not found', status: 404 });
