package dev.tarife.web.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What one change at a time may hold, in all processes, until its transaction ends. */
@Repository
class Locks {
  static final String JOURNAL = "journal";
  static final String BUNDLES = "bundles";

  private final JdbcClient jdbc;

  Locks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void take(String name) {
    jdbc.sql("select name from locks where name = :name for update")
        .param("name", name)
        .query(String.class)
        .single();
  }
}
