// A profile before the conversation: the banner, the picture beside what its owner says, and how late it is there.
import { toSafeText, type Safe } from '../../../common/safe-text.ts';
import type { Profile } from '../../../common/model.ts';
import { cardLines, pictureOf, type CardLine } from '../../commands/profile-card.ts';
import { namePartsOf } from '../../store/select.ts';
import type { Layer } from '../model/state.ts';
import { drawName, drawPicture } from '../paint/names.ts';
import { authorStyle, drawCut, glue, nothing, padTo, space, type Drawn, type Paint } from '../paint/paint.ts';
import { wrap } from '../text/wrap.ts';

type CardLayer = Extract<Layer, { type: 'card' }>;

export interface CardPlace {
  readonly width: number;
  readonly height: number;
  /** For the clock of the other. */
  readonly now: number;
}

/** Smaller ones for windows in which the picture would leave no room for words. */
const sizes = [
  { columns: 16, rows: 8, from: 44 },
  { columns: 8, rows: 4, from: 28 },
] as const;
const gap = 2;
const margin = 2;

export function cardRows(paint: Paint, layer: CardLayer, place: CardPlace): Drawn[] {
  const all = allRows(paint, layer, place);
  if (all.length <= place.height) return all;
  const from = Math.max(0, Math.min(layer.from, all.length - place.height + 1));
  const words = from < all.length - place.height + 1 ? 'more below: ↓' : 'that is all; back: ↑';
  return [...all.slice(from, from + place.height - 1), glue(space(margin), paint.draw('accent', words))];
}

/** How far it can be scrolled. */
export function cardLast(paint: Paint, layer: CardLayer, place: CardPlace): number {
  return Math.max(0, allRows(paint, layer, place).length - place.height + 1);
}

function allRows(paint: Paint, { profile, frame }: CardLayer, { width, now }: CardPlace): Drawn[] {
  const banner = profile.banner === '' ? [] : [...profile.banner.split('\n'), ''];
  const size = sizes.find(({ from }) => width >= from);
  const picture = size === undefined ? [] : drawPicture(paint, pictureOf(profile), size);
  const beside = size === undefined ? 0 : size.columns + gap;
  const words = cardLines(withFrame(profile, frame), new Date(now)).flatMap((line) =>
    wordRows(paint, profile, line, width - margin - beside - 1),
  );
  const body = Array.from({ length: Math.max(picture.length, words.length) }, (_, i) =>
    glue(space(margin), padTo(picture[i] ?? nothing, beside), words[i] ?? nothing),
  );
  return [
    nothing,
    ...banner.map((line) => glue(space(margin), drawCut(paint, 'plain', line, width - margin - 1))),
    ...body,
  ];
}

/** The profile with the frame of its status that is shown now. */
function withFrame(profile: Safe<Profile>, frame: number): Safe<Profile> {
  const { status_frames: frames } = profile;
  const shown = frames.length === 0 ? undefined : frames[frame % frames.length];
  return shown === undefined ? profile : { ...profile, status_frames: [shown] };
}

function wordRows(paint: Paint, profile: Safe<Profile>, { text, kind }: CardLine, columns: number): Drawn[] {
  if (kind === 'name') return [drawName(paint, namePartsOf(profile), authorStyle(profile.username), columns)];
  const style = kind === 'dim' ? 'dim' : kind === 'status' && profile.status !== 'offline' ? 'good' : 'plain';
  return wrap(toSafeText(text), columns).map((line) => paint.draw(style, line));
}
