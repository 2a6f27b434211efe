package dev.tarife.web.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Replaces the check constraints of the embedded database that name a list of values.
 *
 * <p>H2 binds {@code check (role in (...))} to the session that created it. Once the pool retires
 * that connection, every insert and update of the table fails with "Check constraint invalid". The
 * same check written as {@code case} is not bound to a session. PostgreSQL is left as it is.
 *
 * <p>The constraints were never given names, so only a look-up can find them: hence Java, not SQL.
 */
@Component
final class CheckConstraints implements JavaMigration {
  private record Check(String table, String name, String column, List<String> values) {}

  private static final List<Check> CHECKS =
      List.of(
          new Check(
              "users", "role_is_known", "role", List.of("viewer", "finance", "approver", "admin")),
          new Check("invoices", "class_is_known", "class", List.of("invoice", "correction")));

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("5");
  }

  @Override
  public String getDescription() {
    return "check constraints";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      for (Check check : CHECKS) {
        for (String name : names(connection, check.table())) {
          statement.execute("alter table " + check.table() + " drop constraint " + quoted(name));
        }
        statement.execute(
            "alter table %s add constraint %s check (case %s %s else false end)"
                .formatted(
                    check.table(), check.name(), quoted(check.column()), cases(check.values())));
      }
    }
  }

  private static List<String> names(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select constraint_name from information_schema.table_constraints
            where table_schema = current_schema and table_name = ? and constraint_type = 'CHECK'
            """)) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  private static String cases(List<String> values) {
    StringBuilder cases = new StringBuilder();
    values.forEach(value -> cases.append(" when '").append(value).append("' then true"));
    return cases.toString();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
