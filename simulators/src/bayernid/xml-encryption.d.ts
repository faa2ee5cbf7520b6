declare module 'xml-encryption' {
  /** Encrypts to an `EncryptedData` element (XML Encryption 1.1). */
  export function encrypt(
    content: string,
    options: {
      rsa_pub: string;
      pem: string;
      encryptionAlgorithm: string;
      keyEncryptionAlgorithm: string;
      disallowEncryptionWithInsecureAlgorithm?: boolean;
    },
    done: (fault: Error | null, encrypted: string) => void,
  ): void;
}
