import { fileAnswer, refused, route } from '@amt/module';
import { Type } from 'typebox';
import { openDocument } from './open-document.ts';

const download = route({
  name: 'documents.download',
  method: 'GET',
  path: { de: '/dokumente/:id', en: '/documents/:id' },
  access: 'account',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  handle: async (ctx, request) => {
    const opened = await openDocument(ctx, request.params.id);
    if (!opened.ok) return refused();
    const { document, content } = opened.value;
    return fileAnswer({
      body: content,
      mediaType: 'application/pdf',
      fileName: document.fileName,
      headers: { 'cache-control': 'private, no-store', 'content-length': String(document.size) },
    });
  },
});

export const routes = [download];
