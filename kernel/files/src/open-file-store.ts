import { Type, type Static } from 'typebox';
import type { FileStore } from './file-store.ts';
import { folderStore } from './folder-store.ts';
import { clamdScanner, type MalwareScanner } from './malware-scan.ts';
import { s3Store } from './s3-store.ts';

/** Settings of the file store: part of the list that the composition root loads. */
export const filesConfig = {
  module: 'files',
  schema: Type.Object({
    S3_ENDPOINT: Type.Optional(
      Type.String({ format: 'uri', description: 'address of the S3 service; not set: files lie in the data folder' }),
    ),
    S3_BUCKET: Type.String({ default: 'amt' }),
    S3_REGION: Type.String({ default: 'eu-central-1' }),
    S3_PREFIX: Type.String({ default: '' }),
    S3_ACCESS_KEY_ID: Type.Optional(Type.String()),
    S3_SECRET_ACCESS_KEY: Type.Optional(Type.String({ format: 'password' })),
    CLAMD_HOST: Type.Optional(Type.String({ description: 'host of clamd; not set: uploads are not scanned' })),
    CLAMD_PORT: Type.Integer({ default: 3310, minimum: 1, maximum: 65_535 }),
  }),
} as const;

export type FilesSettings = Static<typeof filesConfig.schema>;

/**
 * The store that the settings name.
 *
 * @param folder used when S3 is not configured
 */
export function openFileStore(settings: FilesSettings, folder: string): FileStore {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (endpoint === undefined) return folderStore(folder);
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error('S3_ENDPOINT needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
  return s3Store({
    endpoint,
    accessKeyId,
    secretAccessKey,
    bucket: settings.S3_BUCKET,
    region: settings.S3_REGION,
    prefix: settings.S3_PREFIX,
  });
}

/** The scanner that the settings name, if any. */
export function malwareScanner({ CLAMD_HOST: host, CLAMD_PORT: port }: FilesSettings): MalwareScanner | undefined {
  return host === undefined ? undefined : clamdScanner({ host, port });
}
