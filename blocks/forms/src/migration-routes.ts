import { type Route, page, redirect, route } from '@amt/module';
import Type from 'typebox';
import { moveToVersion, offeredMove } from './move-to-version.ts';
import { messages } from './messages.ts';
import { draftParams, onDraft } from './on-draft.ts';
import { migrationPage } from './pages/migration-page.ts';

const path = { de: '/antrag/:draftId/neue-fassung', en: '/application/:draftId/newer-version' };

const preview = route({
  name: 'forms.migration',
  method: 'GET',
  path,
  access: 'public',
  params: draftParams,
  query: Type.Object({ changed: Type.Optional(Type.Literal('1')) }),
  handle: (ctx, request) =>
    onDraft(ctx, request, async ({ draft }) => {
      const { draftId } = request.params;
      const move = await offeredMove(ctx, draft);
      if (!move) return redirect(request.href('forms.draft', { draftId }));
      return page(
        migrationPage({
          move,
          draft,
          action: request.href('forms.migrate', { draftId }),
          stayHref: request.href('forms.draft', { draftId }),
          changed: request.query.changed === '1',
          locale: ctx.locale,
        }),
      );
    }),
});

const migrate = route({
  name: 'forms.migrate',
  method: 'POST',
  path,
  access: 'public',
  params: draftParams,
  body: Type.Object({ version: Type.String({ pattern: '^[0-9a-f]{64}$' }), revision: Type.String({ pattern: '^\\d{1,9}$' }) }),
  handle: (ctx, request) =>
    onDraft(ctx, request, async ({ draft }) => {
      const { draftId } = request.params;
      const { version, revision } = request.body;
      const moved = await moveToVersion(ctx, draft, { formHash: version, revision: Number(revision) });
      if (!moved.ok) return redirect(request.href('forms.migration', { draftId }, { changed: '1' }));
      await request.session.flash(messages[ctx.locale].migration.moved());
      return redirect(request.href('forms.draft', { draftId }));
    }),
});

export const migrationRoutes: Route[] = [preview, migrate];
