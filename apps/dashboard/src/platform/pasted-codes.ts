/** What a spreadsheet puts on the clipboard, such as a column of codes, on one line. */
export const pastedCodes = (text: string) => text.split(/[\s,;]+/).filter(Boolean).join(' ');
