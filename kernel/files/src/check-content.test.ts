import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { Readable } from 'node:stream';
import { detectMediaType, malwareScanner, ScanFailed } from './index.ts';

describe('the media type', () => {
  const cases: [string, string | number[], string, string][] = [
    ['a PDF whatever its name', '%PDF-1.7\n', 'photo.jpg', 'application/pdf'],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1], 'x', 'image/png'],
    ['CSV', 'a;b\n1;2\n', 'table.csv', 'text/csv'],
    ['CSV of an old spreadsheet', [0x4d, 0xfc, 0x6c, 0x6c, 0x3b, 0x31], 'table.CSV', 'text/csv'],
    ['text', 'Grüß Gott', 'letter.txt', 'text/plain'],
    ['markup that calls itself text', '<script>alert(1)</script>', 'letter.txt', 'text/html'],
    ['SVG that calls itself a table', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'table.csv', 'image/svg+xml'],
    ['XML', '<?xml version="1.0"?><order/>', 'a.xml', 'application/xml'],
    ['unknown bytes', [0, 1, 2, 3, 4, 5], 'letter.txt', 'application/octet-stream'],
    ['nothing', '', 'letter.txt', 'application/octet-stream'],
  ];
  for (const [what, content, name, expected] of cases) {
    it(`of ${what} is ${expected}`, async () => {
      assert.equal(await detectMediaType(typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content), name), expected);
    });
  }
});

/** Speaks clamd's side of INSTREAM: reads the blocks and answers by what they hold. */
const clamd = createServer((socket) => {
  let received = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data]);
    const start = received.indexOf('zINSTREAM\0');
    if (start !== 0) return;
    let at = 10;
    const blocks: Uint8Array[] = [];
    while (at + 4 <= received.length) {
      const length = received.readUInt32BE(at);
      if (length === 0) {
        const content = Buffer.concat(blocks);
        const verdict = content.includes('EICAR')
          ? 'stream: Eicar-Test-Signature FOUND'
          : content.includes('strange')
            ? 'INSTREAM size limit exceeded. ERROR'
            : content.length >= 200_000 || content.length < 100
              ? 'stream: OK'
              : 'stream: wrong length ERROR';
        socket.end(`${verdict}\0`);
        return;
      }
      if (at + 4 + length > received.length) return;
      blocks.push(received.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
  });
});
clamd.listen(0, '127.0.0.1');
await once(clamd, 'listening');
const { port } = clamd.address() as AddressInfo;
after(() => void clamd.close());

const settings = { S3_BUCKET: '', S3_REGION: '', S3_PREFIX: '', CLAMD_HOST: '127.0.0.1', CLAMD_PORT: port };

describe('the malware scan', () => {
  const scanner = malwareScanner(settings);
  it('passes what is clean, small and large, whole and as a stream', async () => {
    assert.deepEqual(await scanner?.scan(Buffer.from('clean')), { clean: true });
    assert.deepEqual(await scanner?.scan(Buffer.alloc(200_000, 'a')), { clean: true });
    assert.deepEqual(await scanner?.scan(Readable.from([Buffer.alloc(150_000, 'a'), Buffer.alloc(150_000, 'b')])), { clean: true });
  });
  it('names what it finds', async () => {
    assert.deepEqual(await scanner?.scan(Buffer.from('xxEICARxx')), { clean: false, finding: 'Eicar-Test-Signature' });
  });
  it('fails when there is no verdict or no scanner', async () => {
    await assert.rejects(scanner?.scan(Buffer.from('strange')) ?? Promise.resolve(), ScanFailed);
    await assert.rejects(malwareScanner({ ...settings, CLAMD_PORT: 1 })?.scan(Buffer.from('x')) ?? Promise.resolve(), ScanFailed);
  });
  it('is left out where none is configured', () => {
    assert.equal(malwareScanner({ S3_BUCKET: '', S3_REGION: '', S3_PREFIX: '', CLAMD_PORT: 3310 }), undefined);
  });
});
