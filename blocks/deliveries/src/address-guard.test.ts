import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ForbiddenAddress, isPublicAddress, publicLookup } from './address-guard.ts';

describe('public addresses', () => {
  it('are told from those inside', () => {
    for (const address of ['8.8.8.8', '194.246.166.1', '2a00:1450:4001:80b::200e', '2606:4700::1111'])
      assert.equal(isPublicAddress(address), true, address);
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.255.255',
      '192.168.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:db8::1',
      'ff02::1',
      'localhost',
      '',
      '127.1',
      '8.8.8.8.',
      '[::1]',
    ])
      assert.equal(isPublicAddress(address), false, address);
  });

  it('are never what is private by its first byte', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 10, 127),
        fc.nat(255),
        fc.nat(255),
        fc.nat(255),
        (a, b, c, d) => !isPublicAddress(`${a}.${b}.${c}.${d}`),
      ),
    );
  });

  it('are what a name must resolve to', async () => {
    const fault = await new Promise((resolve) => publicLookup('localhost', {}, (found) => resolve(found)));
    assert.ok(fault instanceof ForbiddenAddress);
  });
});
