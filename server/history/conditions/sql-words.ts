/** A name in the engine's SQL: some of ours, such as "at", are words of the language. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text in the engine's SQL. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
