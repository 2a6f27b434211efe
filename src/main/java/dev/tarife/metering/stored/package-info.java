/** Usage that a service keeps: deliveries as compressed columns, each record once. */
@NullMarked
package dev.tarife.metering.stored;

import org.jspecify.annotations.NullMarked;
