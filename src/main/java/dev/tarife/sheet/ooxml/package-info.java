/** The file format under a workbook: its zip archive, XML parts, styles and number formats. */
@NullMarked
package dev.tarife.sheet.ooxml;

import org.jspecify.annotations.NullMarked;
