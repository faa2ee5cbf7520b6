import { before, describe, it } from 'node:test';
import { houseUnderTest } from '../house.ts';
import { signIn, signInAsStaff } from '../sign-in.ts';
import { visitor } from '../visitor.ts';

const publicPages = [
  '/de',
  '/de/leistungen',
  '/de/leistungen/wohngeld',
  '/de/leistungen/fuehrungszeugnis',
  '/de/suche',
  '/de/suche?q=Hund',
  '/de/suche?q=Parkauswies',
  '/de/suche?q=xyzzyq',
  '/de/kontakt',
  '/de/hilfe',
  '/de/impressum',
  '/de/datenschutz',
  '/de/barrierefreiheit',
  '/de/design',
  '/de/anmelden',
  '/de/anmelden?problem=cancelled',
  '/de/anmelden/beschaeftigte',
  '/de/abgemeldet',
  '/de/antrag-fortsetzen',
  '/de/antrag-beginnen/wohngeld',
  '/de/antrag-beginnen/technischer-support',
  '/en',
  '/en/services',
  '/en/services/resident-parking-permit',
  '/en/help',
  '/en/sign-in',
  '/de-simple',
  '/de-simple/leistungen/bewohnerparkausweis',
  '/de-simple/antrag-beginnen/bewohnerparkausweis',
];
const accountPages = [
  '/de/konto',
  '/de/konto/antraege',
  '/de/postfach',
  '/de/postfach?view=archive',
  '/de/konto/dokumente',
  '/de/konto/zahlungen',
  '/de/konto/meine-daten',
  '/en/account',
  '/en/mailbox',
];
const staffPages = [
  '/de/mitarbeit',
  '/de/mitarbeit/vorgaenge',
  '/de/mitarbeit/vorgaenge?phase=closed',
  '/de/mitarbeit/vorgaenge?q=niemand',
  '/de/mitarbeit/textbausteine',
  '/de/mitarbeit/statistik',
  '/de/mitarbeit/zahlungen',
  '/de/profil',
  '/en/staff',
  '/en/staff/cases',
];

describe('every page: valid, accessible in light and dark, as wide as a phone', () => {
  before(async () => void (await (await houseUnderTest()).seeded));

  it('public pages', async () => {
    const someone = await visitor();
    for (const path of publicPages) await someone.go(path, path);
    await someone.follow('/de', /lebenslagen/);
    await someone.follow('/en', /life-situations/);
    await someone.goMissing('/de/gibt-es-nicht');
    await someone.follow('/de/hilfe', /pruefen|siegel/);
    await someone.leave();
  });

  it('pages of the account', async () => {
    const resident = await visitor();
    await resident.go('/de/anmelden');
    await signIn(resident, 'Anna Lehner');
    for (const path of accountPages) await resident.go(path, path);
    await resident.follow('/de/konto/antraege', /konto\/antraege\/[0-9a-f-]{36}$/);
    await resident.follow('/de/postfach', /postfach\/[0-9a-f-]{36}$/);
    await resident.leave();
  });

  it('pages of the staff', async () => {
    const lead = await visitor();
    await signInAsStaff(lead, 'Ulrike Steinbeißer');
    for (const path of staffPages) await lead.go(path, path);
    await lead.follow('/de/mitarbeit/vorgaenge?phase=closed', /vorgaenge\/[0-9a-f-]{36}$/);
    await lead.follow('/de/mitarbeit/textbausteine', /textbausteine\//);
    await lead.follow('/de/mitarbeit/statistik', /statistik\//);
    await lead.leave();
  });
});
