// How codes that people read out and type are written: invitations, passes, new passwords.

/** Digits and letters without those that are taken for another (I, L, O, U): five bits each. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 100 bits. */
export const codeLength = 20;

/** The code that was meant, however it was typed: without dashes, in capitals, with the digits that look like letters. */
export function readCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** In groups of five, as a person reads it out. */
export function writeCode(code: string): string {
  return (code.match(/.{1,5}/g) ?? []).join('-');
}
