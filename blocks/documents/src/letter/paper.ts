/** Measures of a business letter on A4 after DIN 5008, form B; in points unless said otherwise. */
import { millimetre, pageHeight } from '@amt/pdf';

export { ink, millimetre, pageWidth } from '@amt/pdf';

/** text column: 25 mm from the left, 20 mm from the right edge */
export const textLeft = 25 * millimetre;
export const textWidth = 165 * millimetre;
export const textRight = textLeft + textWidth;

/** address field: begins 45 mm from the upper edge; 17.7 mm for the return address, then the addressee */
export const addressWidth = 80 * millimetre;
export const returnAddressTop = 57.5 * millimetre;
export const addresseeTop = 63.5 * millimetre;

/** information block on the right */
export const informationLeft = 125 * millimetre;
export const informationTop = 50 * millimetre;
export const informationWidth = 65 * millimetre;

/** subject line on the first page */
export const subjectTop = 98.5 * millimetre;

/** body of the pages that follow */
export const bodyTop = 28 * millimetre;
export const bodyBottom = pageHeight - 31 * millimetre;
export const footerTop = pageHeight - 25 * millimetre;

export const foldMarks = [105 * millimetre, 210 * millimetre];
export const punchMark = 148.5 * millimetre;
