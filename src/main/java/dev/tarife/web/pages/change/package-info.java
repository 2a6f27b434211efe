/**
 * The area {@code change}: edited workbooks come in, are shown with what is wrong, different and
 * dearer, and go live once somebody else agrees.
 */
@NullMarked
package dev.tarife.web.pages.change;

import org.jspecify.annotations.NullMarked;
