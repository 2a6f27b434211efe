#!/usr/bin/env bash
# Writes the workbooks of this folder again, from those in original/ (prices.xlsx and allowances.xlsx
# as they were shipped once, with a few dates). Usage: write.sh CLASSPATH, that of poi-ooxml, fastexcel
# and opczip; exceljs and xlsx are looked up in node_modules.
set -euo pipefail
cd "$(dirname "$0")"
java -cp "$1" Java.java
node javascript.mjs
soffice --headless --norestore --convert-to xlsx --outdir libreoffice original/*.xlsx
