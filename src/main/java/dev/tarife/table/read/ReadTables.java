package dev.tarife.table.read;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.table.Tables;
import org.jspecify.annotations.Nullable;

/**
 * What reading the workbooks gave.
 *
 * @param tables the tables; null exactly where a finding is an error
 * @param findings errors and warnings, of all workbooks at once
 */
public record ReadTables(@Nullable Tables tables, Findings findings) {
  /**
   * The tables.
   *
   * @throws FaultException with all findings, if any is an error
   */
  public Tables orThrow() {
    if (tables == null) {
      throw new FaultException(findings);
    }
    return tables;
  }
}
