/**
 * Contact records as documents of JSON. A file is cut into documents, and of each document the
 * fields are read that tell contacts apart or that the rows of the table name. What a document
 * settles is not known here.
 */
@NullMarked
package dev.tarife.connect.document;

import org.jspecify.annotations.NullMarked;
