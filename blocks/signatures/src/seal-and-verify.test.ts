import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { renderDecision } from '@amt/documents';
import { pdfUaFaults } from '@amt/pdf';
import { startTimeStampAuthority, type TimeStampAuthority } from '@amt/simulators';
import fc from 'fast-check';
import { certificatesOf, fileKeySigner } from './seal/file-key-signer.ts';
import { localSealKey, type SealFiles } from './seal/local-seal-key.ts';
import { oid } from './seal/object-identifiers.ts';
import { sealBytes } from './seal/seal-bytes.ts';
import { httpTimeStamper } from './seal/time-stamp-client.ts';
import { TimeStampFailed } from './seal/time-stamp-failed.ts';
import { findSignatures } from './verify/find-signatures.ts';
import { attributeValues, readSignedData } from './verify/read-signed-data.ts';
import { verifyPdf } from './verify/verify-pdf.ts';

const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const details = { reason: 'Bescheid über Ihren Antrag', signedAt: now, name: 'Landeshauptstadt München' };
const letter = await renderDecision({
  locale: 'de',
  sender: { authority: 'Landeshauptstadt München', unit: 'Mobilitätsreferat', address: 'Implerstraße 9, 81371 München' },
  recipient: ['Łucja Müller', 'Maximilianstraße 12', '80539 München'],
  fileReference: 'MOR-2026-1',
  issuedAt: now,
  outcome: 'granted',
  service: 'Bewohnerparkausweis',
  operativePart: 'Ihrem Antrag geben wir statt.',
  legalBasis: ['§ 45 StVO'],
  remedy: 'Gegen diesen Bescheid können Sie Klage erheben.',
});

let folder: string;
let authority: TimeStampAuthority;
let files: SealFiles;
let sealed: Uint8Array;
let plainSealed: Uint8Array;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seal-'));
  authority = await startTimeStampAuthority({ port: 0, now: () => new Date(now.epochMilliseconds) });
  files = await localSealKey(join(folder, 'seal'), now);
  const signer = fileKeySigner(files.key, files.chain);
  const start = performance.now();
  sealed = await sealBytes(letter, signer, httpTimeStamper(authority.url), details);
  console.log(
    `sealing a letter of ${letter.length} bytes at B-T took ${(performance.now() - start).toFixed(0)} ms, the first time in a process`,
  );
  const again = performance.now();
  for (let i = 0; i < 10; i++) await sealBytes(letter, signer, httpTimeStamper(authority.url), details);
  console.log(`sealing at B-T after that: ${((performance.now() - again) / 10).toFixed(1)} ms each`);
  plainSealed = await sealBytes(letter, signer, undefined, details);
});
after(async () => {
  await authority.close();
  rmSync(folder, { recursive: true });
});

const trust = () => certificatesOf(files.authority + authority.rootCertificate);
const verify = (pdf: Uint8Array, trusted = trust(), at = now) => verifyPdf(pdf, { trust: trusted, now: at });
const joined = (...parts: (Uint8Array | string)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));
const replaced = (pdf: Uint8Array, from: string, to: string): Uint8Array =>
  joined(
    Buffer.from(pdf)
      .toString('latin1')
      .replace(from, () => to),
  );

function signatureIn(pdf: Uint8Array) {
  const found = findSignatures(pdf).at(-1);
  assert.ok(found?.ok);
  return found;
}

describe('a sealed letter', () => {
  it('holds: whole document, trusted seal, trusted time, level B-T', () => {
    const report = verify(sealed);
    assert.equal(report.indication, 'TOTAL-PASSED');
    assert.equal(report.holds, true);
    const [seal, another] = report.signatures;
    assert.ok(seal && !another);
    assert.deepEqual(
      { level: seal.level, intact: seal.intact, whole: seal.coversWholeDocument, trusted: seal.trusted, findings: seal.findings },
      { level: 'B-T', intact: true, whole: true, trusted: true, findings: [] },
    );
    assert.equal(seal.timeStamp?.at.toString(), now.toString());
    assert.equal(seal.signer?.organisation, 'Digitales Amt');
  });

  it('keeps the letter as it was, byte for byte, before the seal', () => {
    assert.deepEqual(sealed.subarray(0, letter.length), letter);
  });

  it('is level B-B without a time stamp, and says so', () => {
    const report = verify(plainSealed);
    assert.equal(report.holds, true);
    assert.equal(report.signatures[0]?.level, 'B-B');
    assert.deepEqual(report.signatures[0]?.findings, ['noTimeStamp']);
  });

  it('still holds when the certificate has expired since, because the time is proven; without time stamp it is undecided', () => {
    const later = now.add({ hours: 24 * 366 * 11 });
    assert.equal(verify(sealed, trust(), later).holds, true);
    const report = verify(plainSealed, trust(), later);
    assert.equal(report.indication, 'INDETERMINATE');
    assert.ok(report.signatures[0]?.findings.includes('certificateNotValidThen'));
  });

  it('is undecided for someone who trusts neither authority', () => {
    const report = verify(sealed, []);
    assert.equal(report.indication, 'INDETERMINATE');
    assert.deepEqual(report.signatures[0]?.findings, ['timeStampUntrusted', 'certificateUntrusted']);
  });

  it('can be sealed a second time', async () => {
    const twice = await sealBytes(sealed, fileKeySigner(files.key, files.chain), httpTimeStamper(authority.url), {
      ...details,
      reason: 'Beglaubigung',
    });
    const report = verify(twice);
    assert.equal(report.holds, true);
    assert.deepEqual(
      report.signatures.map((each) => [each.intact, each.coversWholeDocument]),
      [
        [true, false],
        [true, true],
      ],
    );
  });
});

describe('a spoiled letter is refused', () => {
  it('with any byte of the signed ranges changed', () => {
    const { contents } = signatureIn(sealed);
    const gapStart = Buffer.from(sealed).indexOf(Buffer.from('/Contents <')) + '/Contents '.length;
    const gapEnd = gapStart + contents.length * 2 + 2;
    const position = fc.oneof(fc.integer({ min: 0, max: gapStart - 1 }), fc.integer({ min: gapEnd, max: sealed.length - 1 }));
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = sealed.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        const report = verify(changed);
        assert.equal(report.holds, false);
        assert.notEqual(report.indication, 'TOTAL-PASSED');
      }),
      { numRuns: 150 },
    );
  });

  it('with any digit of the signature changed, unless the meaning stays', () => {
    const { contents } = signatureIn(sealed);
    const start = Buffer.from(sealed).indexOf(Buffer.from('/Contents <')) + '/Contents <'.length;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: contents.length * 2 - 1 }), fc.integer({ min: 1, max: 15 }), (digit, flip) => {
        const changed = sealed.slice();
        const old = Number.parseInt(String.fromCharCode(changed[start + digit] ?? 0), 16);
        changed[start + digit] = (old ^ flip).toString(16).charCodeAt(0);
        const report = verify(changed);
        // Certificates are not part of what is signed; a changed spare one cannot help nor harm. The seal itself must stay the one that was given.
        if (report.holds) assert.deepEqual(report.signatures[0]?.signer, verify(sealed).signatures[0]?.signer);
        const pad = digit > firstPadDigit(contents);
        if (pad) assert.equal(report.holds, false);
      }),
      { numRuns: 100 },
    );
  });

  it('with something appended (shadow attack), even a single line break', () => {
    for (const tail of ['\n', '\n9 0 obj\n<< /Type /Page >>\nendobj\nstartxref\n0\n%%EOF\n']) {
      const report = verify(joined(sealed, tail));
      assert.equal(report.indication, 'TOTAL-FAILED');
      assert.deepEqual(report.findings, ['contentAppended']);
      assert.equal(report.signatures[0]?.coversWholeDocument, false);
    }
  });

  it('when a second, unknown seal covers the additions', async () => {
    const stranger = await localSealKey(join(folder, 'stranger'), now);
    const forged = await sealBytes(sealed, fileKeySigner(stranger.key, stranger.chain), httpTimeStamper(authority.url), details);
    const report = verify(forged);
    assert.equal(report.indication, 'INDETERMINATE');
    assert.equal(report.holds, false);
  });

  it('when the range leaves something out, overlaps, or runs past the end', () => {
    const range = /\/ByteRange \[ ?0 (\d+) (\d+) (\d+)/.exec(Buffer.from(sealed).toString('latin1'));
    assert.ok(range);
    const [text, before_ = '', after_ = '', rest = ''] = range;
    const variants = [
      text.replace(' 0 ', ' 1 '),
      text.replace(before_, String(Number(before_) - 9).padStart(before_.length, '0')),
      text.replace(after_, String(Number(after_) + 9)),
      text.replace(rest, '9'.repeat(rest.length)),
    ];
    for (const variant of variants) {
      const report = verify(replaced(sealed, text, variant));
      assert.equal(report.indication, 'TOTAL-FAILED', variant);
    }
  });

  it('when a seal is moved to another letter', () => {
    const other = replaced(sealed, '/Lang (de-DE)', '/Lang (en-GB)');
    assert.deepEqual(verify(other).signatures[0]?.findings.slice(0, 1), ['documentChanged']);
  });
});

describe('files that are no sealed letters', () => {
  it('get a clear answer', () => {
    assert.deepEqual(verify(letter).findings, ['unsealed']);
    assert.deepEqual(verify(joined('hello')).findings, ['notAPdf']);
    assert.deepEqual(verify(new Uint8Array()).findings, ['notAPdf']);
    assert.deepEqual(verify(joined('%PDF-1.7\n', '/ByteRange [0 1 2 3] '.repeat(40))).findings, ['tooManySignatures']);
    assert.equal(verify(joined('%PDF-1.7\n/ByteRange [0 /a 3 4]')).indication, 'TOTAL-FAILED');
  });

  it('never make the verifier fall over', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '%PDF-1.7\n',
        '/ByteRange [0 10 20 30]',
        '/ByteRange [0 99999999999 1 1]',
        '/Contents <30800000>',
        '<',
        '>',
        '/ByteRange',
        '0000',
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => assert.equal(verify(joined('%PDF-1.7\n', ...pieces)).holds, false)),
      { numRuns: 150 },
    );
  });

  it('with hostile signatures in a correct range never make the verifier fall over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.boolean(), (noise, nested) => {
        const cms = nested ? Buffer.concat([Buffer.from('30'.repeat(noise.length), 'hex'), noise]) : noise;
        const hex = Buffer.from(cms).toString('hex');
        const head = `%PDF-1.7\n/ByteRange [0 000000 000000 000009] /Contents `;
        const beforeGap = head.length;
        const afterGap = beforeGap + hex.length + 2;
        const text = head.replace('0 000000 000000', `0 ${String(beforeGap).padStart(6, '0')} ${String(afterGap).padStart(6, '0')}`);
        const report = verify(joined(text, `<${hex}>`, ' trailer '));
        assert.equal(report.holds, false);
        assert.equal(report.signatures[0]?.coversWholeDocument, true);
        assert.deepEqual(report.signatures[0]?.findings, ['signatureUnreadable']);
      }),
    );
  });
});

describe('the seal of a house without a bought one', () => {
  it('is made once, also when two begin at the same moment, and its key is for the owner alone', async () => {
    const place = join(folder, 'race');
    const made = await Promise.all([localSealKey(place, now), localSealKey(place, now), localSealKey(place, now)]);
    assert.equal(new Set(made.map((each) => each.key)).size, 1);
    assert.equal(statSync(join(place, 'seal-key.pem')).mode & 0o777, 0o600);
    assert.equal((await localSealKey(place, now)).chain, made[0]?.chain);
  });

  it('refuses a key that does not belong to the certificate', async () => {
    const other = await localSealKey(join(folder, 'other'), now);
    assert.throws(() => fileKeySigner(other.key, files.chain), /does not belong/);
  });
});

describe('time stamps', () => {
  it('fail with a clear fault when the authority is away, answers nonsense or refuses', async () => {
    const digest = createHash('sha256').update('x').digest();
    await assert.rejects(httpTimeStamper('http://127.0.0.1:9/')(digest), TimeStampFailed);
    await assert.rejects(httpTimeStamper(authority.url)(digest.subarray(0, 20)), /refused/);
  });
});

const outside = (program: string, version: string): boolean => {
  if (spawnSync(program, [version]).error === undefined) return true;
  console.warn(`outside verifier not found: ${program}; what it would have checked was NOT checked`);
  return false;
};
const run = (program: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};
const write = (name: string, content: Uint8Array | string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe('programs we did not write agree', () => {
  if (outside('openssl', 'version')) {
    it('openssl: the signature (CAdES) is good, and a changed document is not', () => {
      const { contents, signed } = signatureIn(sealed);
      const cms = write('seal.der', contents);
      const root = write('authority.pem', files.authority);
      const check = (content: string) =>
        run(
          'openssl',
          'cms',
          '-verify',
          '-cades',
          '-binary',
          '-inform',
          'DER',
          '-in',
          cms,
          '-content',
          content,
          '-CAfile',
          root,
          '-purpose',
          'any',
          '-attime',
          String(now.epochMilliseconds / 1000),
          '-out',
          join(folder, 'out'),
        );
      const good = check(write('signed', joined(...signed)));
      assert.match(good.said, /CAdES Verification successful|CMS Verification successful/);
      assert.equal(good.status, 0, good.said);
      assert.notEqual(check(write('changed', joined(...signed, 'x'))).status, 0);
    });

    it('openssl: the time stamp is over the signature and leads to the authority', () => {
      const { signer } = readSignedData(signatureIn(sealed).contents);
      const [token] = attributeValues(signer.unsignedAttrs?.attributes ?? [], oid.signatureTimeStamp);
      assert.ok(token);
      const file = write('token.der', new Uint8Array(token.valueBeforeDecodeView));
      const root = write('time.pem', authority.rootCertificate);
      const check = (data: Uint8Array) =>
        run('openssl', 'ts', '-verify', '-token_in', '-in', file, '-data', write('value', data), '-CAfile', root);
      const value = new Uint8Array(signer.signature.valueBlock.valueHexView);
      assert.match(check(value).said, /Verification: OK/);
      assert.doesNotMatch(check(joined(value, 'x')).said, /Verification: OK/);
    });
  }

  if (outside('pdfsig', '-v') && outside('certutil', '-H')) {
    it('pdfsig: valid, trusted, whole document; a changed byte is a digest mismatch', () => {
      const nss = join(folder, 'nss');
      run('mkdir', nss);
      assert.equal(run('certutil', '-N', '-d', `sql:${nss}`, '--empty-password').status, 0);
      for (const [name, pem] of [
        ['seal', files.authority],
        ['time', authority.rootCertificate],
      ] as const) {
        assert.equal(run('certutil', '-A', '-d', `sql:${nss}`, '-n', name, '-t', 'CT,C,C', '-i', write(`${name}.pem`, pem)).status, 0);
      }
      const { said } = run('pdfsig', '-nssdir', `sql:${nss}`, write('sealed.pdf', sealed));
      assert.match(said, /Signature Validation: Signature is Valid/);
      assert.match(said, /Certificate Validation: Certificate is Trusted/);
      assert.match(said, /Total document signed/);
      assert.match(said, /ETSI\.CAdES\.detached/);
      const changed = replaced(sealed, '/Lang (de-DE)', '/Lang (en-GB)');
      assert.match(run('pdfsig', '-nssdir', `sql:${nss}`, write('changed.pdf', changed)).said, /Digest Mismatch/);
    });
  }

  if (outside('qpdf', '--version')) {
    it('qpdf: the sealed file is clean, and the tags are still there', () => {
      assert.match(run('qpdf', '--check', write('clean.pdf', sealed)).said, /No syntax or stream encoding errors/);
      assert.deepEqual(pdfUaFaults(sealed), []);
    });
  }

  if (outside('pdfinfo', '-v')) {
    it('pdfinfo: the structure reads as before', () => {
      const structure = (name: string, pdf: Uint8Array): string => run('pdfinfo', '-struct-text', write(name, pdf)).said;
      const before_ = structure('before.pdf', letter);
      assert.match(before_, /H1 \(block\)/);
      assert.equal(structure('after.pdf', sealed), before_);
    });
  }
});

/** First hex digit of the zeros behind the CMS: its outer SEQUENCE says how long it is. */
function firstPadDigit(contents: Uint8Array): number {
  const view = Buffer.from(contents);
  assert.equal(view.readUInt16BE(0), 0x30_82);
  return (view.readUInt16BE(2) + 4) * 2 - 1;
}
