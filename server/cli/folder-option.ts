import { Option } from 'commander';

/** Where journal, world and tokens are. */
export function folderOption(): Option {
  return new Option('--data <folder>', 'the data folder').default('data');
}
