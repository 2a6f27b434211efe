/** Usage in the database: deliveries, and their records as segments of Parquet. */
@NullMarked
package dev.tarife.web.store.usage;

import org.jspecify.annotations.NullMarked;
