import { checkStorage } from '@feedforward/contracts';
import { memoryStorage } from './memory-storage.ts';

checkStorage('memoryStorage', () => {
  const storage = memoryStorage();
  return () => storage;
});
