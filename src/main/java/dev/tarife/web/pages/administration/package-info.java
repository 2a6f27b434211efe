/** What administrators look after: people, tokens, the journal, settings and health. */
@NullMarked
package dev.tarife.web.pages.administration;

import org.jspecify.annotations.NullMarked;
