import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString, type PDFRef } from '@cantoo/pdf-lib';

/** Room for the CMS in bytes: chain and time stamp need about 5 kB, own chains of a trust service up to 15 kB. */
const contentsBytes = 24 * 1024;
const placeholder = '**********';

export interface SealDetails {
  readonly reason: string;
  readonly signedAt: Temporal.Instant;
  /** who seals, as shown by PDF readers */
  readonly name: string;
}

export interface PreparedPdf {
  readonly bytes: Uint8Array;
  /** [0, length before the gap, start after the gap, length after it] (ISO 32000-1, 12.8.1) */
  readonly byteRange: readonly [number, number, number, number];
}

/**
 * Appends an invisible signature field and a signature dictionary with an empty gap as incremental update: the bytes before stay as they
 * are, and with them the tags. The field's annotation is hidden, so PDF/UA asks for no place in the structure (ISO 14289-1, 7.18.1).
 *
 * @throws Error when the file cannot be parsed or is encrypted
 */
export async function preparePdf(pdf: Uint8Array, { reason, signedAt, name }: SealDetails): Promise<PreparedPdf> {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false, throwOnInvalidObject: true });
  const { context, catalog } = document;
  const date = new Date(signedAt.epochMilliseconds);
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [PDFNumber.of(0), PDFName.of(placeholder), PDFName.of(placeholder), PDFName.of(placeholder)],
      Contents: PDFHexString.of('0'.repeat(contentsBytes * 2)),
      Reason: PDFHexString.fromText(reason),
      Name: PDFHexString.fromText(name),
      M: PDFString.fromDate(date),
    }),
  );
  const page = document.getPage(document.getPageCount() - 1);
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict) ?? emptyForm(document);
  const fields = form.lookup(PDFName.of('Fields'), PDFArray);
  const field: PDFRef = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of(`Seal${fields.size() + 1}`),
      TU: PDFHexString.fromText(reason),
      V: signature,
      P: page.ref,
      Rect: [0, 0, 0, 0],
      // hidden (2), print (4), locked (128)
      F: 134,
    }),
  );
  fields.push(field);
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  if (annotations) annotations.push(field);
  else page.node.set(PDFName.of('Annots'), context.obj([field]));
  page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
  // signatures exist; append only
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3));
  return withByteRange(await document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }), pdf.length);
}

function emptyForm(document: PDFDocument): PDFDict {
  const form = document.context.obj({ Fields: [] });
  document.catalog.set(PDFName.of('AcroForm'), document.context.register(form));
  return form;
}

function withByteRange(bytes: Uint8Array, from: number): PreparedPdf {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const open = file.indexOf(Buffer.from(`<${'0'.repeat(contentsBytes * 2)}>`), from);
  const rangeAt = file.indexOf(`/${placeholder}`, from);
  const rangeEnd = file.indexOf(']', rangeAt);
  if (open < 0 || rangeAt < 0) throw new Error('the signature dictionary was not written as expected');
  const close = open + contentsBytes * 2 + 2;
  const byteRange = [0, open, close, file.length - close] as const;
  const text = byteRange.slice(1).join(' ');
  file.write(text.padEnd(rangeEnd - rangeAt, ' '), rangeAt, 'latin1');
  return { bytes, byteRange };
}

/** Puts the CMS into the gap. @throws Error when it is too large */
export function fillGap({ bytes, byteRange }: PreparedPdf, cms: Uint8Array): Uint8Array {
  if (cms.length > contentsBytes) throw new Error(`the signature needs ${cms.length} bytes, there is room for ${contentsBytes}`);
  const sealed = Buffer.from(bytes);
  sealed.write(Buffer.from(cms).toString('hex'), byteRange[1] + 1, 'latin1');
  return new Uint8Array(sealed);
}
