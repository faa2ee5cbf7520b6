import type { LocalizedText } from '@amt/i18n';

/** What can be wrong with an answer; the words are in the block's messages under `errors`. */
export type ErrorCode =
  | 'required'
  | 'choose'
  | 'tooShort'
  | 'tooLong'
  | 'pattern'
  | 'characters'
  | 'nameCharacters'
  | 'email'
  | 'phone'
  | 'iban'
  | 'date'
  | 'dateIncomplete'
  | 'dateTooEarly'
  | 'dateTooLate'
  | 'datetimeIncomplete'
  | 'place'
  | 'coordinates'
  | 'signature'
  | 'matrixIncomplete'
  | 'time'
  | 'int'
  | 'number'
  | 'currency'
  | 'tooSmall'
  | 'tooLarge'
  | 'places'
  | 'unknownOption'
  | 'tooFewChosen'
  | 'tooManyChosen'
  | 'postalCode'
  | 'addressIncomplete'
  | 'declaration'
  | 'files'
  | 'tooManyFiles'
  | 'mediaType'
  | 'fileTooLarge'
  | 'fileEmpty'
  | 'tooFewItems'
  | 'tooManyItems'
  | 'wrongType'
  | 'rule';

/** A fault of one answer. `message` is the definition's own text, where it has one. */
export interface FieldError {
  /** instance path: `household.0.income` */
  readonly path: string;
  readonly code: ErrorCode;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly message?: LocalizedText;
}

export type Finding = Omit<FieldError, 'path'>;
