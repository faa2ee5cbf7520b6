import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { authnRequest } from './service-provider.ts';
import { samlPair, type SamlPair } from './saml-test-kit.ts';

describe('AuthnRequest', () => {
  let pair: SamlPair;
  let xml: string;
  before(async () => {
    pair = await samlPair();
    xml = Buffer.from(await authnRequest(pair.sp, { id: '_r1', level: 'substantial', locale: 'en' }), 'base64').toString('utf8');
  });
  after(() => pair.close());

  it('asks for a minimum level and lists means, attributes and who asks', () => {
    assert.match(xml, /<samlp:RequestedAuthnContext[^>]*Comparison="minimum"><saml:AuthnContextClassRef[^>]*>STORK-QAA-Level-3</);
    assert.match(xml, /<akdb:AuthenticationRequest xmlns:akdb="https:\/\/www.akdb.de\/request\/2018\/09" Version="2">/);
    assert.match(xml, /<akdb:eID><akdb:Enabled>true<.*<akdb:Benutzername><akdb:Enabled>false</);
    assert.match(xml, /<akdb:RequestedAttribute Name="urn:oid:1.3.6.1.4.1.25484.494450.3" RequiredAttribute="true"\/>/);
    assert.match(xml, /<classic-ui:OrganizationDisplayName>Testamt<.*<classic-ui:Lang>en<.*<classic-ui:OnlineServiceId>BMI-0000</);
    assert.ok(xml.indexOf('<Signature') < xml.indexOf('<samlp:Extensions'), 'schema order: signature before extensions');
  });

  it('the provider refuses a request that was changed or signed by somebody else', async () => {
    const changed = xml.replace('STORK-QAA-Level-3', 'STORK-QAA-Level-1');
    const body = new URLSearchParams({ SAMLRequest: Buffer.from(changed).toString('base64') });
    const answer = await fetch(pair.idp.ssoUrl, { method: 'POST', body });
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /wird abgelehnt/);
  });

  it('an independent verifier accepts the signature', (t) => {
    if (spawnSync('xmlsec1', ['--version']).status !== 0) {
      t.diagnostic('xmlsec1 is not installed: the signature was checked by the simulator alone');
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'amt-xmlsec-'));
    const [file, certificate] = [join(folder, 'request.xml'), join(folder, 'sp.crt')];
    writeFileSync(certificate, pair.sp.keys.certificate);
    const verify = (content: string) => {
      writeFileSync(file, content);
      const options = [
        '--verify',
        '--pubkey-cert-pem',
        certificate,
        '--enabled-reference-uris',
        'same-doc',
        '--id-attr:ID',
        'urn:oasis:names:tc:SAML:2.0:protocol:AuthnRequest',
        file,
      ];
      return spawnSync('xmlsec1', options, { encoding: 'utf8' });
    };
    const good = verify(xml);
    assert.equal(good.status, 0, good.stderr);
    assert.notEqual(verify(xml.replace('Level-3', 'Level-1')).status, 0);
    rmSync(folder, { recursive: true });
    t.diagnostic('verified by xmlsec1');
  });
});
