export { testHouse, silent } from './test-house.ts';
export type { TestHouse, TestHouseOptions } from './test-house.ts';
export { testStorageKeys } from './test-storage-keys.ts';
export { createTestDatabase, dropTestDatabase } from './test-database.ts';
export { administer, testCluster } from './test-cluster.ts';
export { startS3Server } from './s3-server.ts';
export type { S3Server } from './s3-server.ts';
