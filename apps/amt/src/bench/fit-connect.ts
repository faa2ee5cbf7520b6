import { randomUUID } from 'node:crypto';
import { encryptFor, FitConnectApi } from '@amt/deliveries';
import { startFitConnect } from '@amt/simulators';

export interface FitConnectUnderTest {
  /** Announces a submission with one attachment, encrypts it and hands it to the service. */
  send(content: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Our client of FIT-Connect with the emulated service in the same process; keys of the size that FIT-Connect asks for. */
export async function fitConnectUnderTest(): Promise<FitConnectUnderTest> {
  const destinationId = randomUUID();
  const service = await startFitConnect({
    port: 0,
    client: { id: 'bench', secret: 'bench' },
    destinations: [{ destinationId, name: 'bench', schemaUri: 'urn:bench', leikaKey: '99012070001000', answers: 'nothing' }],
  });
  const api = new FitConnectApi({
    url: service.url,
    tokenUrl: service.tokenUrl,
    clientId: 'bench',
    clientSecret: 'bench',
    timeoutMs: 60_000,
  });
  return {
    async send(content) {
      const attachmentId = randomUUID();
      const key = await api.encryptionKey(destinationId);
      const { submissionId } = await api.announce({
        destinationId,
        announcedAttachments: [attachmentId],
        publicService: { name: 'bench', identifier: 'urn:de:fim:leika:leistung:99012070001000' },
      });
      await api.putAttachment(submissionId, attachmentId, await encryptFor(key, content, 'application/pdf'));
    },
    close: () => service.close(),
  };
}
