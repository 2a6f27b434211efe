/** What the service keeps: tables of H2 or PostgreSQL, through JDBC and nothing between. */
@NullMarked
package dev.tarife.web.store;

import org.jspecify.annotations.NullMarked;
