/**
 * The pages, for people with a browser.
 *
 * <p>Each area has a controller here, a template of its name in {@code templates}, and words in
 * {@code messages.properties} (English) and {@code messages_tr.properties}. A template hands its
 * title and its main part to {@code layout.html}, which has the navigation. Scripts and styles are
 * files in {@code assets} or webjars, never in the page: the content security policy forbids that.
 *
 * <p>{@code tarife.css} has the few classes that pages are put together from. A {@code figure} of
 * class {@code chart} is drawn by {@code charts.js} from the table inside it, so that whoever does
 * not see the chart has the same figures. {@link dev.tarife.web.pages.Figures} writes numbers and
 * days as the reader's language does; templates call it {@code @figures}.
 */
@NullMarked
package dev.tarife.web.pages;

import org.jspecify.annotations.NullMarked;
