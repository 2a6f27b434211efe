package dev.tarife.metering.terms;

import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.MeteringRow.Over;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a metering rule says of a kind of usage; the fields are those of {@link
 * dev.tarife.table.MeteringRow}.
 *
 * @param kind the usage
 * @param charge the charge it incurs; null: none, and that is meant
 * @param source the row and the rule
 */
public record Term(
    Kind kind,
    @Nullable String charge,
    Measure measure,
    Counting counting,
    Over over,
    @Nullable Quantity minimum,
    MinimumPer minimumPer,
    @Nullable Quantity increment,
    List<String> dimensions,
    List<String> needs,
    Source source) {
  public Term {
    dimensions = List.copyOf(dimensions);
    needs = List.copyOf(needs);
  }
}
