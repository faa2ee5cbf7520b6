import { formatFileSize, type Locale } from '@amt/i18n';
import { page, route, type RefusedUpload } from '@amt/module';
import { trustOf } from './house-seal.ts';
import { messages } from './messages.ts';
import { verifyPage } from './pages/verify-page.ts';
import { verifyPdf } from './verify.ts';

const path = { de: '/pruefen', en: '/verify' } as const;
const maxBytes = 20 * 1024 * 1024;

const verify = route({
  name: 'signatures.verify',
  method: 'GET',
  path,
  access: 'public',
  handle: (ctx, request) => page(verifyPage({ locale: ctx.locale, action: request.href('signatures.verify'), maxBytes })),
});

/** Answers with the page itself: checking changes nothing, so there is nothing to redirect away from. */
const check = route({
  name: 'signatures.check',
  method: 'POST',
  path,
  access: 'public',
  uploads: { maxBytes, maxFiles: 1 },
  rateLimit: 20,
  handle: async (ctx, request) => {
    const action = request.href('signatures.verify');
    const [upload] = request.uploads;
    const [refused] = request.refusedUploads;
    if (!upload || refused) {
      return page(verifyPage({ locale: ctx.locale, action, maxBytes, error: uploadError(refused, ctx.locale) }), { status: 422 });
    }
    const report = await verifyPdf(await ctx.files.read(upload.sha256), { trust: await trustOf(ctx), now: ctx.now });
    return page(verifyPage({ locale: ctx.locale, action, maxBytes, result: { fileName: upload.fileName, report } }));
  },
});

function uploadError(refused: RefusedUpload | undefined, locale: Locale): string {
  const m = messages[locale].page;
  switch (refused?.reason) {
    case 'too-large':
      return m.tooLarge({ size: formatFileSize(maxBytes, locale) });
    case 'too-many':
      return m.tooMany();
    case 'empty':
      return m.empty();
    case undefined:
      return m.missing();
  }
}

export const routes = [verify, check];
