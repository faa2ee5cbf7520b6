import type { FormDefinition } from '@amt/forms';
import type { ImportNotes, Remark } from './import-notes.ts';

/** What a form needs to be offered and files of other formats have no place for; undefined where the importer knows it. */
export interface KnownFacts {
  readonly ownerUnit?: string | undefined;
  readonly serviceKeys?: FormDefinition['serviceKeys'] | undefined;
  /** own names of the languages the file has texts in */
  readonly languages: string;
}

/** Notes each of them as a decision of its own. The values the form begins with are the ones named here. */
export function noteOpenFacts(notes: ImportNotes, { ownerUnit, serviceKeys, languages }: KnownFacts): void {
  const open = (about: Remark['about'], text: string): void => notes.add(text, undefined, undefined, about);
  if (ownerUnit === undefined) open('ownerUnit', 'Welche Stelle ist zuständig?');
  if (serviceKeys === undefined)
    open('serviceKeys', 'Zu welcher Leistung gehört das Formular? Vorläufig hat es einen Schlüssel aus seinem Namen.');
  open('trustLevel', 'Wie sicher muss feststehen, wer den Antrag stellt? Vorläufig ist keine Anmeldung nötig.');
  open('retention', 'Wie lange werden Anträge und Entwürfe aufbewahrt? Vorläufig 12 Monate und 30 Tage.');
  open('languages', `In welchen Sprachen gibt es das Formular? Die Datei enthält ${languages}.`);
}
