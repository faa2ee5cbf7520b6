import { drawBlock } from './draw-block.ts';
import type { Letter } from './letter.ts';
import { drawFirstPage } from './letterhead.ts';
import { TaggedWriter } from '@amt/pdf';
import { bodyBottom, bodyTop } from './paper.ts';
import { drawPageFrame } from './page-frame.ts';
import { letterTexts } from './texts.ts';

/** An official letter as tagged PDF (PDF 1.7, PDF/UA-1). The same letter gives the same bytes. */
export function renderLetter(letter: Letter): Uint8Array {
  const m = letterTexts(letter.locale);
  const writer = new TaggedWriter(
    {
      lang: letter.locale === 'en' ? 'en-GB' : 'de-DE',
      title: letter.title,
      author: `${letter.sender.authority}, ${letter.sender.unit}`,
      createdAt: letter.createdAt,
    },
    { top: bodyTop, bottom: bodyBottom },
  );
  drawFirstPage(writer, letter, m);
  for (const block of letter.blocks) drawBlock(writer, block);
  return writer.finish((page, pages) => drawPageFrame(writer, letter, page, pages, m));
}
