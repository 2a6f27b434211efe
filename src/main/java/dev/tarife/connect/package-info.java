/** Contact records and number inventories, turned into usage records of the contract. */
@NullMarked
package dev.tarife.connect;

import org.jspecify.annotations.NullMarked;
