import type { FastifyInstance } from 'fastify';
import type { Assets } from './assets.ts';

/** `/assets/…` from memory; names with hash for a year, plain names with a question whether they changed. */
export function mountAssets(app: FastifyInstance, assets: Assets): void {
  app.get('/assets/*', { config: { rateLimit: false, label: 'http.assets' }, schema: { hide: true } }, (request, reply) => {
    const { '*': path } = request.params as { '*': string };
    const asset = assets.find(path);
    if (!asset) return reply.callNotFound();
    reply
      .header('cache-control', asset.immutable ? 'public, max-age=31536000, immutable' : 'public, no-cache')
      .header('etag', asset.etag)
      .header('vary', 'Accept-Encoding');
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
    const accepted = request.headers['accept-encoding'] ?? '';
    reply.type(asset.mediaType);
    if (asset.br && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(asset.br);
    if (asset.gzip && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(asset.gzip);
    return reply.send(asset.plain);
  });
}
