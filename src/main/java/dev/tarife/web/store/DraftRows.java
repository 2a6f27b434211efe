package dev.tarife.web.store;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Edited workbooks on their way to a bundle. Each belongs to the person who uploaded it; the oldest
 * are removed.
 */
@Repository
public class DraftRows {
  /** How many one person may have. */
  private static final int MOST = 10;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  DraftRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The most characters of a title. */
  public static final int LONGEST_TITLE = 120;

  /** Keeps workbooks, and removes its owner's oldest drafts where there are too many. */
  @Transactional
  public Draft add(String owner, String title, String base, Map<String, byte[]> workbooks) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    Draft draft =
        new Draft(
            HexFormat.of().formatHex(id),
            owner,
            title,
            base,
            clock.instant(),
            new TreeMap<>(workbooks));
    jdbc.sql(
            """
            insert into drafts (id, owner, title, base, created_at)
            values (:id, :owner, :title, :base, :at)
            """)
        .param("id", draft.id())
        .param("owner", owner)
        .param("title", title)
        .param("base", base)
        .param("at", draft.createdAt().atOffset(ZoneOffset.UTC))
        .update();
    workbooks.forEach(
        (name, bytes) ->
            jdbc.sql("insert into draft_workbooks values (:draft, :name, :content)")
                .param("draft", draft.id())
                .param("name", name)
                .param("content", bytes)
                .update());
    ids(owner).stream().skip(MOST).forEach(old -> remove(old, owner));
    return draft;
  }

  /** Somebody's own draft. */
  public Optional<Draft> find(String id, String owner) {
    return jdbc.sql("select * from drafts where id = :id and owner = :owner")
        .param("id", id)
        .param("owner", owner)
        .query(this::draft)
        .optional();
  }

  /** Somebody's drafts, the latest first. */
  public List<Draft> of(String owner) {
    return ids(owner).stream().flatMap(id -> find(id, owner).stream()).toList();
  }

  /** Removes somebody's own draft, if it is there. */
  @Transactional
  public void remove(String id, String owner) {
    jdbc.sql("delete from drafts where id = :id and owner = :owner")
        .param("id", id)
        .param("owner", owner)
        .update();
  }

  private List<String> ids(String owner) {
    return jdbc.sql("select id from drafts where owner = :owner order by created_at desc, id")
        .param("owner", owner)
        .query(String.class)
        .list();
  }

  private Draft draft(ResultSet row, int number) throws SQLException {
    String id = row.getString("id");
    SortedMap<String, byte[]> workbooks = new TreeMap<>();
    jdbc.sql("select name, content from draft_workbooks where draft = :draft")
        .param("draft", id)
        .query(
            (ResultSet workbook) -> {
              workbooks.put(workbook.getString("name"), workbook.getBytes("content"));
            });
    return new Draft(
        id,
        row.getString("owner"),
        row.getString("title"),
        row.getString("base"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        workbooks);
  }
}
