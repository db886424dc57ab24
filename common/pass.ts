// The pass: what it unlocks.

export const passUnlocks = [
  { name: 'name_colour', meaning: 'a colour of one’s own for one’s name' },
  { name: 'badge', meaning: 'a badge beside one’s name' },
  { name: 'banner', meaning: 'a banner on one’s profile' },
  { name: 'emoji', meaning: 'emoji of one’s own' },
  { name: 'look', meaning: 'the look of one’s client: themes of one’s own, layouts, the sidebar' },
] as const;
