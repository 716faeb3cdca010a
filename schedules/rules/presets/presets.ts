import { california } from './california.ts';
import { chinaComprehensive } from './china-comprehensive.ts';
import { chinaStandard } from './china-standard.ts';
import { euWorkingTime } from './eu-working-time.ts';
import type { Preset } from './preset.ts';

export const presets: readonly Preset[] = [chinaStandard, chinaComprehensive, euWorkingTime, california];
