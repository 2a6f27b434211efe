/**
 * The pages, for people with a browser.
 *
 * <p>Each area has a controller here, a template of its name in {@code templates}, and words in
 * {@code messages.properties} (English) and {@code messages_tr.properties}. A template hands its
 * title and its main part to {@code layout.html}, which has the navigation. Scripts and styles are
 * files in {@code assets} or webjars, never in the page: the content security policy forbids that.
 */
@NullMarked
package dev.tarife.web.pages;

import org.jspecify.annotations.NullMarked;
