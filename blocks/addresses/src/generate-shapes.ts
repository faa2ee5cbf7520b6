import { writeFile } from 'node:fs/promises';
import { cityFiles, schematicShapes } from './city-files.ts';

/** Writes the schematic shapes of a city's districts: `node blocks/addresses/src/generate-shapes.ts cities/muenchen`. */
const folder = process.argv[2];
if (folder === undefined) throw new Error('which city folder?');
await writeFile(cityFiles.shapes(folder), await schematicShapes(folder));
