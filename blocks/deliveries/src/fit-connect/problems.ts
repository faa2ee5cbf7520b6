import type { EventProblem } from './security-event.ts';

/** Why a submission is not taken: FIT-Connect's problem types, and the part that it is about. */
const base = 'https://schema.fitko.de/fit-connect/events/problems/';

const titles = {
  'encryption-issue': 'Entschlüsselung nicht möglich',
  'syntax-violation': 'Kein gültiges JSON',
  'schema-violation': 'Daten entsprechen nicht dem Schema',
  'unsupported-schema': 'Schema wird nicht angenommen',
  'hash-mismatch': 'Prüfsumme stimmt nicht',
  'attachments-mismatch': 'Anlagen stimmen nicht mit den Metadaten überein',
  'missing-attachment': 'Anlage fehlt',
  'incorrect-authentication-tag': 'Inhalt ist nicht der eingereichte',
} as const;
export type ProblemKind = keyof typeof titles;

/** @param instance `metadata`, `data` or `attachment:<id>` */
export function problem(kind: ProblemKind, instance: string, detail: string = titles[kind]): EventProblem {
  return { type: base + kind, title: titles[kind], detail, instance };
}
