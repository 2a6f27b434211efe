/** The commands that build, verify, deploy and list bundles. */
@NullMarked
package dev.tarife.cli.bundle;

import org.jspecify.annotations.NullMarked;
