/**
 * From rows to compiled rules. The text of a rule is made of each row of the tables, with every
 * cell as one Java literal. The texts are compiled together with the rules of engineers, and all of
 * it has one hash, which is the identity of the tariff.
 */
@NullMarked
package dev.tarife.rating.compile;

import org.jspecify.annotations.NullMarked;
