import { createHmac } from 'node:crypto';

export interface Callback {
  readonly url: string;
  readonly secret: string;
}

/** Tells a client that there is something to fetch: HMAC-SHA-512 over `<timestamp>.<body>` in its headers. A lost one does no harm: clients ask by themselves. */
export async function callBack(
  { url, secret }: Callback,
  what: 'new-submissions' | 'new-events',
  ids: Record<string, unknown>,
): Promise<void> {
  const body = JSON.stringify({ type: `https://schema.fitko.de/fit-connect/submission-api/callbacks/${what}`, ...ids });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const authentication = createHmac('sha512', secret).update(`${timestamp}.${body}`).digest('hex');
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'callback-authentication': authentication, 'callback-timestamp': timestamp },
    body,
  }).catch(() => undefined);
}
