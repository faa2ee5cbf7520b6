/**
 * Characters of DIN 91379:2022-08 (data types A: names of natural persons, C: other texts). The norm lists the letters and the letters with
 * combining marks one by one; here marks it uses are allowed on any of its letters, so a few sequences more are accepted and none is refused.
 */
const letters =
  'A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u017E\\u0187\\u0188\\u018F\\u0197\\u01A0\\u01A1\\u01AF\\u01B0\\u01B7\\u01CD-\\u01DC\\u01DE\\u01DF\\u01E2-\\u01F0' +
  '\\u01F4\\u01F5\\u01F8-\\u01FF\\u0212\\u0213\\u0218-\\u021B\\u021E\\u021F\\u0227-\\u0233\\u0259\\u0268\\u0292\\u1E02\\u1E03\\u1E06\\u1E07\\u1E0A-\\u1E11\\u1E17' +
  '\\u1E1C-\\u1E2B\\u1E2F-\\u1E37\\u1E3A\\u1E3B\\u1E40-\\u1E49\\u1E52-\\u1E5B\\u1E5E-\\u1E63\\u1E6A-\\u1E6F\\u1E80-\\u1E87\\u1E8D-\\u1E97\\u1E9E\\u1EA0-\\u1EF9';
const marks = '\\u0300-\\u0304\\u0306-\\u030C\\u0310\\u0315\\u031B\\u0323-\\u0328\\u0331\\u0332\\u035F';
const nameMarks = " '`,.~\\-\\u00A8\\u00B4\\u00B7\\u02B9\\u02BA\\u02BE\\u02BF\\u02C8\\u02CC\\u2019\\u2021";
const textMarks =
  '\\t\\n\\r\\u0020-\\u007E\\u00A0-\\u00AC\\u00AE-\\u00BF\\u00D7\\u00F7\\u0192\\u02B0\\u02B3\\u02C6\\u02DC\\u2013\\u2014\\u2018-\\u201A\\u201C-\\u201E\\u2020-\\u2022\\u2026\\u2030\\u2032\\u2033\\u2039\\u203A\\u2044\\u20AC\\u2122\\u221E\\u2264\\u2265';

/** Names, before the question whether there is a letter; for schemas of others. ECMAScript, flag `u`. */
export const personNamePattern = `^(?:[${letters}][${marks}]{0,3}|[${nameMarks}])+$`;
/** Texts; for schemas of others. ECMAScript, flag `u`. */
export const latinTextPattern = `^(?:[${letters}][${marks}]{0,3}|[${textMarks}]|[${nameMarks}])*$`;

const name = new RegExp(personNamePattern, 'u');
const text = new RegExp(latinTextPattern, 'u');

/** Only letters and marks allowed in names of natural persons, at least one letter. */
export function isPersonName(value: string): boolean {
  return name.test(value) && /\p{L}/u.test(value);
}

export function isLatinText(value: string): boolean {
  return text.test(value);
}
