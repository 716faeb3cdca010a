/** How the bytes of a text were read, and what showed it. */
export type EncodingFound = {
  readonly name: string;
  readonly because:
    | 'byte-order-mark'
    | 'only-ascii'
    | 'strictly-valid'
    | 'zeros-between'
    | 'common-characters'
    | 'accented-letters'
    | 'named-by-user';
};

/** What kind of file a table was in. */
export type FormatFound =
  | {
      readonly kind: 'text';
      readonly encoding: EncodingFound;
      /** What stands between two fields. */
      readonly separator: string;
    }
  | {
      readonly kind: 'workbook';
      readonly sheet: string;
      /** Sheets with something in them that were not read. */
      readonly otherSheets: readonly string[];
    };
