import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TimeStampResp } from 'pkijs';
import { startTimeStampAuthority } from './index.ts';

const post = async (url: string, body: Uint8Array, type = 'application/timestamp-query') => {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(body) });
  return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
};

describe('the simulated time-stamping authority', () => {
  it('keeps its certificates in the folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsa-'));
    const first = await startTimeStampAuthority({ port: 0, folder });
    await first.close();
    const second = await startTimeStampAuthority({ port: 0, folder });
    assert.equal(second.rootCertificate, first.rootCertificate);
    assert.equal(await (await fetch(second.url)).text(), first.rootCertificate);
    await second.close();
    rmSync(folder, { recursive: true });
  });

  it('rejects what is no request, in the words of RFC 3161, and never falls over', async () => {
    const authority = await startTimeStampAuthority({ port: 0 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        const { status, body } = await post(authority.url, noise);
        assert.equal(status, 200);
        assert.equal(TimeStampResp.fromBER(body).status.status, 2);
      }),
      { numRuns: 40 },
    );
    assert.equal((await post(authority.url, new Uint8Array(1), 'text/plain')).status, 415);
    assert.equal((await post(authority.url, new Uint8Array(100_000))).status, 400);
    await authority.close();
  });
});
