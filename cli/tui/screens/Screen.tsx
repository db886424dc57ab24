// The one component tree: the rows of the current frame, and the terminal's own cursor at the caret.
import { Box, Text, useCursor } from 'ink';
import { memo, useSyncExternalStore, type ReactNode } from 'react';
import type { Frame } from '../view/frame.ts';

/** The frame of the moment; the same object as long as nothing changed. */
export interface View {
  readonly subscribe: (listener: () => void) => () => void;
  readonly frame: () => Frame;
}

export function Screen({ view }: { readonly view: View }): ReactNode {
  const { rows, cursor } = useSyncExternalStore(view.subscribe, view.frame);
  const { setCursorPosition } = useCursor();
  // In every frame anew: Ink hides the cursor in a frame that does not place it.
  setCursorPosition(cursor ?? undefined);
  return (
    <Box flexDirection="column">
      {rows.map((row, place) => (
        // A row is what stands in its place on the screen, so the place is its key.
        <Row key={String(place)} ansi={row.ansi} />
      ))}
    </Box>
  );
}

/** One Text for each row, drawn again only when its text is another; an empty Text would have no height. */
const Row = memo(function Row({ ansi }: { readonly ansi: string }): ReactNode {
  return <Text wrap="truncate">{ansi === '' ? ' ' : ansi}</Text>;
});
