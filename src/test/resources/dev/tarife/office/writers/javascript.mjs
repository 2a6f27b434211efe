// Writes prices.xlsx and allowances.xlsx once with the npm packages exceljs and xlsx (SheetJS).
// npm install exceljs@4.4.0 xlsx@0.18.5 && node javascript.mjs
import { mkdirSync } from "node:fs";
import ExcelJS from "exceljs";
import XLSX from "xlsx";

for (const folder of ["exceljs", "sheetjs", "sheetjs-iso-dates"]) mkdirSync(folder, { recursive: true });
for (const name of ["prices.xlsx", "allowances.xlsx"]) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(`original/${name}`);
  await book.xlsx.writeFile(`exceljs/${name}`);

  XLSX.writeFile(XLSX.readFile(`original/${name}`, { cellNF: true }), `sheetjs/${name}`, { compression: true });
  if (name !== "prices.xlsx") continue;
  // With dates as ISO texts, <c t="d">; it has no others.
  XLSX.writeFile(XLSX.readFile(`original/${name}`, { cellNF: true, cellDates: true, UTC: true }),
    `sheetjs-iso-dates/${name}`, { cellDates: true, compression: true, UTC: true });
}
