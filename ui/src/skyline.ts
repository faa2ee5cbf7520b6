import { type Html, trusted } from '@amt/html';

/**
 * An abstract view of Munich, drawn for this design system: the Alps on a day of föhn, the tower of the Olympic park, the two towers
 * with their round caps, the old church's lantern, the town hall's spire, roofs and the river. Colours come from the style sheet.
 */
export function skyline(): Html {
  return trusted(drawing);
}

const drawing = `<svg class="amt-skyline" viewBox="0 0 1440 300" width="1440" height="300" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
<circle class="amt-skyline__sun" cx="1085" cy="150" r="70"></circle>
<path class="amt-skyline__alps-far" d="M0 232 90 190l60 24 96-62 58 40 74-58 92 70 70-36 84 50 92-76 64 46 76-64 96 78 74-48 84 54 90-70 70 44 86-56 84 62V300H0Z"></path>
<path class="amt-skyline__alps-near" d="M0 262 120 226l92 24 130-40 120 40 108-30 130 36 128-44 120 40 132-34 120 36 118-32 122 36V300H0Z"></path>
<path class="amt-skyline__far" d="M0 300V272h60v-12h44v10h60v-22h52v16h70v-12h38v-12l22-14 22 14v12h60v18h84v-24h48v14h76v-18h60v22h80v-14h54v10h90v-20h60v14h74v-10h58v20h86v-28h56v18h82v-14h70V300Z"></path>
<path class="amt-skyline__far" d="M1276 300V96h2V66h3V40h2v26h3v30h2v24h10v7h4v13h-4v6h-7V300Z"></path>
<g class="amt-skyline__near">
<path d="M561 300V140h-2v-5h3c-2-4-2.500-8-2.500-12 0-13 9-20 15-24l.5-7c-2-1.500-3-4-1.500-7l2.500-5 1.500-12 1.500 12 2.500 5c1.500 3 .5 5.500-1.500 7l.5 7c6 4 15 11 15 24 0 4-.5 8-2.500 12h3v5h-2v160Z"></path>
<path d="M617 300V140h-2v-5h3c-2-4-2.500-8-2.500-12 0-13 9-20 15-24l.5-7c-2-1.500-3-4-1.500-7l2.500-5 1.500-12 1.500 12 2.500 5c1.500 3 .5 5.500-1.500 7l.5 7c6 4 15 11 15 24 0 4-.5 8-2.500 12h3v5h-2v160Z"></path>
<path d="M594 300v-96l15-16 15 16v96ZM650 300v-74h30l34-26h60l30 26v74Z"></path>
<path d="M410 300V196h4v-26h3v-12l13-10v-14h-3v-6l7-26 7 26v6h-3v14l13 10v12h3v26h4V300ZM360 300v-70l28-18 22 18v70Z"></path>
<path d="M820 300v-86h26v-40l6-10h3l7-50 2-16 2 16 7 50h3l6 10v40h16v-14l5-10 5 10v14h18v-14l5-10 5 10v14h24v86Z"></path>
<path d="M238 300v-52h18v-16l9-12 9 12v16h40v52ZM980 300v-48l26-20h64l26 20v48ZM1120 300v-60h44v-10h40v10h22v60ZM90 300v-40l34-22 34 22v40Z"></path>
</g>
<g class="amt-skyline__lights"><path d="M660 250h6v9h-6zM684 250h6v9h-6zM708 250h6v9h-6zM732 250h6v9h-6zM756 250h6v9h-6zM780 250h6v9h-6zM832 238h5v9h-5zM850 238h5v9h-5zM868 238h5v9h-5zM886 238h5v9h-5zM904 238h5v9h-5zM922 238h5v9h-5zM1000 262h6v8h-6zM1030 262h6v8h-6zM1060 262h6v8h-6zM576 160h5v14h-5zM632 160h5v14h-5zM428 206h5v10h-5zM1134 256h6v8h-6zM1160 256h6v8h-6zM1186 256h6v8h-6zM262 262h5v8h-5zM288 262h5v8h-5z"></path></g>
<path class="amt-skyline__river" d="M0 300v-14c180-12 300 8 480 4s320-18 520-8 280 6 440-4v22Z"></path>
</svg>`;
