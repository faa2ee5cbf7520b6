import type { PaperOptions } from './options.ts';

export const sampleOptions: PaperOptions = {
  unit: {
    authority: 'Stadt Musterstadt',
    name: 'Amt für Verkehr',
    address: ['Musterstraße 1', '12345 Musterstadt'],
    openingHours: 'Montag bis Freitag 8 bis 12 Uhr',
    phone: '01234 5678',
    mail: 'verkehr@musterstadt.example',
  },
  uploadUrl: 'https://amt.musterstadt.example/papier',
  createdAt: Temporal.Instant.from('2026-01-02T03:04:05Z'),
};
