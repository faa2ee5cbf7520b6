import { randomInt } from 'node:crypto';

/** Digits and letters that cannot be mistaken for each other (Crockford base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 26 characters of 5 bits = 130 bits that nobody guesses: the code is the key of the draft */
const secretLength = 26;
/** the largest prime below 32²: finds every single wrong character and every swap of two neighbours */
const modulus = 1021;

/** A new code for a draft, 28 characters; the last two check the others. */
export function newResumeCode(): string {
  const secret = Array.from({ length: secretLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return secret + checkDigits(secret);
}

/** @returns the code without blanks and strokes when its check digits are right; O, I and L are read as 0, 1 and 1 */
export function readResumeCode(text: string): string | undefined {
  const code = text
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (code.length !== secretLength + 2 || [...code].some((char) => !alphabet.includes(char))) return undefined;
  return checkDigits(code.slice(0, secretLength)) === code.slice(secretLength) ? code : undefined;
}

/** As people read and type it: seven groups of four. */
export function groupedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

function checkDigits(secret: string): string {
  let rest = 0;
  for (const char of secret) rest = (rest * 32 + alphabet.indexOf(char)) % modulus;
  return `${alphabet[rest >> 5]}${alphabet[rest & 31]}`;
}
