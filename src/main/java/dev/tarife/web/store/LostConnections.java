package dev.tarife.web.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import dev.tarife.web.problem.DatabaseFailure;
import java.sql.SQLException;

/**
 * Has the pool give up connections to an embedded database that has closed itself, as it does when
 * a write fails. The next connection opens it again; the pool by itself keeps the dead ones.
 */
public final class LostConnections implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return DatabaseFailure.isLost(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
