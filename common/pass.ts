// The pass: what it unlocks, and how its codes are written.

export const passUnlocks = [
  { name: 'name_colour', meaning: 'a colour of one’s own for one’s name' },
  { name: 'badge', meaning: 'a badge beside one’s name' },
  { name: 'banner', meaning: 'a banner on one’s profile' },
  { name: 'emoji', meaning: 'emoji of one’s own' },
  { name: 'look', meaning: 'the look of one’s client: themes of one’s own, layouts, the sidebar' },
] as const;

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
