/**
 * The service: what the command line does, over HTTP and behind a login.
 *
 * <p>{@link dev.tarife.web.Service} starts it. {@code store} keeps everything in the database,
 * {@code security} says who may do what, {@code api} answers programs, {@code pages} answers
 * people. Templates, messages, migrations and static files lie in {@code
 * src/main/resources/dev/tarife/web}.
 */
@NullMarked
package dev.tarife.web;

import org.jspecify.annotations.NullMarked;
