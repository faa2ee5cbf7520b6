import { offeredForm } from '@amt/forms';
import type { Context, RouteRequest } from '@amt/module';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import type { FrameProps } from '../pages/form-frame.ts';
import { lockedBy } from './opened-copy.ts';

/** What the pages of one form show around their own part. */
export async function frameOf(
  ctx: Context,
  { href }: Pick<RouteRequest<unknown, unknown, unknown>, 'href'>,
  copy: WorkingCopy,
): Promise<FrameProps> {
  const { formId } = copy;
  const params = { formId };
  return {
    copy,
    locale: ctx.locale,
    lockedBy: lockedBy(ctx, copy),
    offered: (await offeredForm(ctx.db, formId))?.definition.version,
    links: {
      list: href('form-authoring.forms'),
      tabs: {
        points: href('form-authoring.points', params),
        structure: href('form-authoring.form', params),
        logic: href('form-authoring.logic', params),
        texts: href('form-authoring.texts', params),
        tests: href('form-authoring.tests', params),
        settings: href('form-authoring.settings', params),
        versions: href('form-authoring.versions', params),
      },
      preview: href('form-authoring.preview', { ...params, page: copy.definition.pages[0]?.id ?? 'leer' }),
      takeLock: href('form-authoring.take-lock', params),
      releaseLock: href('form-authoring.release-lock', params),
    },
  };
}
