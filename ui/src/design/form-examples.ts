import { type Html, html } from '@amt/html';
import { button, buttonGroup } from '../components/button.ts';
import { checkbox, checkboxes, combobox, radios, ratingField, select } from '../components/choices.ts';
import { dateField } from '../components/date-field.ts';
import { fieldset } from '../components/field.ts';
import { fileField } from '../components/file-field.ts';
import { errorSummary, form } from '../components/form.ts';
import { numberField, textarea, textField } from '../components/text-field.ts';

const locale = 'de';
const districts = [
  'Altstadt-Lehel',
  'Ludwigsvorstadt-Isarvorstadt',
  'Maxvorstadt',
  'Schwabing-West',
  'Au-Haidhausen',
  'Sendling',
  'Neuhausen-Nymphenburg',
].map((label, index) => ({
  value: String(index + 1),
  label,
}));

/** Buttons of each kind and state. */
export function buttonExamples(): Html {
  return html`${buttonGroup(
    button({ label: 'Antrag starten', icon: 'arrow-end', iconAtEnd: true, type: 'button' }),
    button({ label: 'Später weitermachen', kind: 'secondary', type: 'button' }),
    button({ label: 'Abbrechen', kind: 'link', type: 'button' }),
    button({ label: 'Entwurf löschen', kind: 'danger', icon: 'trash', type: 'button' }),
  )}${buttonGroup(
    button({ label: 'Nicht verfügbar', disabled: true, type: 'button' }),
    button({ label: 'Nicht verfügbar', kind: 'secondary', disabled: true, type: 'button' }),
    button({ label: 'Bescheid herunterladen', href: '#buttons', kind: 'secondary', icon: 'download' }),
    button({ label: 'Übernehmen', small: true, kind: 'secondary', type: 'button' }),
    button({
      label: 'Eine Beschriftung, die so lang ist, dass sie auf dem Telefon in mehrere Zeilen bricht',
      kind: 'secondary',
      type: 'button',
    }),
  )}`;
}

/** Every field as it stands before it is answered, with hints, values and limits. */
export function fieldExamples(): Html {
  return form({
    action: '#fields',
    method: 'get',
    label: 'Beispiele für Eingabefelder',
    body: html`${textField({ name: 'surname', label: 'Familienname', locale, autocomplete: 'family-name', value: 'Brandstetter', origin: 'Aus Ihrem BayernID-Konto übernommen' })}
    ${textField({ name: 'plate', label: 'Kennzeichen', hint: 'So wie im Fahrzeugschein, zum Beispiel M-AB 1234', locale, width: 10 })}
    ${numberField({ name: 'rent', label: 'Miete im Monat', hint: 'Ohne Heizkosten', locale, decimal: true, suffix: '€' })}
    ${textField({ name: 'code', label: 'Vorgangsnummer', locale, value: 'M-2026-004711-7', readOnly: true, width: 20 })}
    ${textField({ name: 'closed', label: 'Nicht mehr änderbar', locale, value: 'Sendlinger Straße 8', disabled: true })}
    ${textarea({ name: 'reason', label: 'Begründung', locale, optional: true, maxLength: 1000, rows: 4 })}
    ${dateField({ name: 'birth', label: 'Geburtsdatum', hint: 'Zum Beispiel 27 3 1984', locale, birthday: true, value: { day: '27', month: '3', year: '1984' } })}
    ${select({ name: 'district', label: 'Stadtbezirk', options: districts, locale, width: 30 })}
    ${combobox({ name: 'area', label: 'Parklizenzgebiet', hint: 'Sie können den Anfang des Namens eintippen', options: districts, locale })}
    ${radios({
      name: 'holder',
      label: 'Auf wen ist das Fahrzeug zugelassen?',
      locale,
      value: 'me',
      options: [
        { value: 'me', label: 'Auf mich' },
        { value: 'other', label: 'Auf eine andere Person', hint: 'Dann brauchen wir eine Bestätigung, dass Sie es dauerhaft nutzen.' },
        { value: 'firm', label: 'Auf ein Unternehmen', disabled: true },
      ],
    })}
    ${radios({
      name: 'post',
      label: 'Bescheid auch per Post?',
      locale,
      inline: true,
      options: [
        { value: 'yes', label: 'Ja' },
        { value: 'no', label: 'Nein' },
      ],
    })}
    ${checkboxes({
      name: 'proofs',
      label: 'Welche Nachweise haben Sie?',
      locale,
      values: ['id'],
      options: [
        { value: 'id', label: 'Personalausweis' },
        { value: 'registration', label: 'Fahrzeugschein', hint: 'Zulassungsbescheinigung Teil I' },
      ],
    })}
    ${checkbox({ name: 'true', label: 'Meine Angaben sind richtig und vollständig.', locale })}
    ${fieldset({
      legend: 'Anschrift',
      body: html`${textField({ name: 'street', label: 'Straße und Hausnummer', locale, autocomplete: 'address-line1' })}${textField({ name: 'zip', label: 'Postleitzahl', locale, width: 5, autocomplete: 'postal-code', inputMode: 'numeric' })}`,
    })}
    ${fileField({
      name: 'proof',
      label: 'Fahrzeugschein hochladen',
      hint: 'Ein Foto genügt, wenn alles gut lesbar ist.',
      locale,
      accept: '.pdf,.jpg,.png',
      maxBytes: 10_000_000,
      uploaded: [
        { id: 'a', fileName: 'fahrzeugschein-vorderseite.jpg', size: 2_413_000, href: '#fields' },
        { id: 'b', fileName: 'ein-sehr-langer-dateiname-wie-ihn-ein-scanner-von-allein-vergibt-2026-11-23-154712.pdf', size: 812_000 },
      ],
    })}
    ${ratingField({ name: 'stars', label: 'Wie zufrieden sind Sie mit diesem Antrag?', locale, value: '4' })}
    ${buttonGroup(button({ label: 'Weiter', icon: 'arrow-end', iconAtEnd: true }), button({ label: 'Speichern und verlassen', kind: 'secondary' }))}`,
  });
}

/** The same kinds of field, answered wrongly. */
export function errorExamples(): Html {
  return html`${errorSummary({
    locale,
    errors: [
      { field: 'e-plate', message: 'Geben Sie das Kennzeichen ein' },
      { field: 'e-since', message: 'Dieses Datum gibt es nicht: 31. Februar' },
      { field: 'e-holder', message: 'Wählen Sie, auf wen das Fahrzeug zugelassen ist' },
    ],
  })}${form({
    action: '#errors',
    method: 'get',
    label: 'Beispiele für Felder mit Fehlern',
    body: html`${textField({ name: 'e-plate', label: 'Kennzeichen', hint: 'Zum Beispiel M-AB 1234', locale, width: 10, value: '1234', error: 'Geben Sie das Kennzeichen mit Buchstaben ein, zum Beispiel M-AB 1234' })}
    ${dateField({ name: 'e-since', label: 'Wohnhaft seit', locale, value: { day: '31', month: '2', year: '2024' }, error: 'Dieses Datum gibt es nicht: 31. Februar' })}
    ${radios({
      name: 'e-holder',
      label: 'Auf wen ist das Fahrzeug zugelassen?',
      locale,
      error: 'Wählen Sie eine Antwort',
      options: [
        { value: 'me', label: 'Auf mich' },
        { value: 'other', label: 'Auf eine andere Person' },
      ],
    })}
    ${select({ name: 'e-district', label: 'Stadtbezirk', options: districts, locale, error: 'Wählen Sie einen Stadtbezirk', width: 30 })}
    ${textarea({ name: 'e-reason', label: 'Begründung', locale, value: 'zu kurz', error: 'Beschreiben Sie den Grund in einem ganzen Satz', rows: 3 })}
    ${checkbox({ name: 'e-true', label: 'Meine Angaben sind richtig und vollständig.', locale, error: 'Bestätigen Sie Ihre Angaben' })}
    ${fileField({ name: 'e-proof', label: 'Fahrzeugschein hochladen', locale, error: 'Die Datei ist leer. Wählen Sie eine andere', maxBytes: 10_000_000 })}
    ${button({ label: 'Weiter' })}`,
  })}`;
}
