/** The languages that the pages speak. */
export type Language = 'en' | 'zh';

const KEY = 'callboard-language';

/** The language of the page: what its address asks for, else what was chosen here, else what the browser speaks. */
export function pageLanguage(): Language {
  const asked =
    new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY) ?? navigator.language;
  return asked.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Keeps a choice made on this screen, also over a reload of an address that asks for another language. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  history.replaceState(null, '', address);
}
