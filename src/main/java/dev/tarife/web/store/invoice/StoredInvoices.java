package dev.tarife.web.store.invoice;

import dev.tarife.model.LineItem;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.web.store.ListPart;
import dev.tarife.web.store.ListSlice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The invoices that were issued. They are only ever added; the database itself refuses more. */
@Repository
public class StoredInvoices {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;

  StoredInvoices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds an invoice with its lines, in the transaction that is open. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(
      StoredInvoice invoice, String bundleSha256, String description, List<StoredLine> lines) {
    jdbc.sql(
            """
            insert into invoices
              (id, account, period, number, class, currency, bundle_version, bundle_sha256,
               bundle_file, total_exact, total, batch, description, document, issued_at, issued_by)
            values
              (:id, :account, :period, :number, :class, :currency, :version, :sha256,
               :file, :exact, :total, :batch, :description, :document, :at, :who)
            """)
        .param("id", invoice.id())
        .param("account", invoice.account())
        .param("period", invoice.period())
        .param("number", invoice.number())
        .param("class", invoice.correction() ? "correction" : "invoice")
        .param("currency", invoice.currency())
        .param("version", invoice.bundleVersion())
        .param("sha256", bundleSha256)
        .param("file", invoice.bundleFile())
        .param("exact", invoice.totalExact().value())
        .param("total", invoice.total().value())
        .param("batch", invoice.batch())
        .param("description", description)
        .param("document", invoice.document())
        .param("at", invoice.issuedAt().atOffset(ZoneOffset.UTC))
        .param("who", invoice.issuedBy())
        .update();
    lines.forEach(line -> add(invoice.id(), line));
  }

  private void add(String invoice, StoredLine line) {
    LineItem item = line.item();
    jdbc.sql(
            """
            insert into invoice_lines
              (invoice, number, charge, description, kind, instance, region, dimensions, tier,
               quantity, unit, unit_price, amount, sources, story, stands_on)
            values
              (:invoice, :number, :charge, :description, :kind, :instance, :region, :dimensions,
               :tier, :quantity, :unit, :price, :amount, :sources, :story, :standsOn)
            """)
        .param("invoice", invoice)
        .param("number", line.number())
        .param("charge", item.charge())
        .param("description", item.description())
        .param("kind", item.kind().code())
        .param("instance", item.instance())
        .param("region", item.region())
        .param("dimensions", JSON.writeValueAsString(item.dimensions()))
        .param("tier", item.tier())
        .param("quantity", item.quantity().value())
        .param("unit", item.unit())
        .param("price", item.unitPrice().value())
        .param("amount", item.amount().value())
        .param("sources", sources(item.sources()))
        .param("story", line.story())
        .param("standsOn", JSON.writeValueAsString(item.standsOn()))
        .update();
  }

  /** An invoice by its id. */
  public Optional<StoredInvoice> find(String id) {
    return jdbc.sql("select * from invoices where id = :id")
        .param("id", id)
        .query(StoredInvoices::invoice)
        .optional();
  }

  /** The invoice of a month and its corrections, in their order. */
  public List<StoredInvoice> of(String account, String period) {
    return jdbc.sql(
            "select * from invoices where account = :account and period = :period order by number")
        .param("account", account)
        .param("period", period)
        .query(StoredInvoices::invoice)
        .list();
  }

  /**
   * A part of the invoices, the latest month first.
   *
   * @param account of one account; null: of all
   * @param period of one month; null: of all
   */
  public ListPart<StoredInvoice> part(
      @Nullable String account, @Nullable String period, ListSlice slice) {
    String id = slice.after();
    StoredInvoice after = id == null ? null : find(id).orElseThrow(() -> ListPart.unknown(id));
    List<StoredInvoice> rows =
        jdbc.sql(
                """
                select * from invoices
                where (cast(:account as varchar) is null or account = :account)
                  and (cast(:period as varchar) is null or period = :period)
                  and (cast(:afterPeriod as varchar) is null or period < :afterPeriod
                    or period = :afterPeriod and account > :afterAccount
                    or period = :afterPeriod and account = :afterAccount and number > :afterNumber)
                order by period desc, account, number limit :most
                """)
            .param("account", account)
            .param("period", period)
            .param("afterPeriod", after == null ? null : after.period())
            .param("afterAccount", after == null ? "" : after.account())
            .param("afterNumber", after == null ? 0 : after.number())
            .param("most", slice.limit() + 1)
            .query(StoredInvoices::invoice)
            .list();
    return ListPart.ofRows(rows, slice, count(account, period), StoredInvoice::id);
  }

  /**
   * The first of {@link #part}.
   *
   * @param most how many at most
   */
  public List<StoredInvoice> list(@Nullable String account, @Nullable String period, int most) {
    return part(account, period, ListSlice.first(most)).items();
  }

  /**
   * How many invoices there are.
   *
   * @param account of one account; null: of all
   * @param period of one month; null: of all
   */
  public long count(@Nullable String account, @Nullable String period) {
    return jdbc.sql(
            """
            select count(*) from invoices
            where (cast(:account as varchar) is null or account = :account)
              and (cast(:period as varchar) is null or period = :period)
            """)
        .param("account", account)
        .param("period", period)
        .query(Long.class)
        .single();
  }

  /** Every invoice without its document, in the order of accounts, months and numbers. */
  public List<InvoiceHead> heads() {
    return jdbc.sql(
            """
            select id, account, period, class, currency, total, batch, issued_at, issued_by
            from invoices order by account, period, number
            """)
        .query(
            (row, number) ->
                new InvoiceHead(
                    row.getString("id"),
                    row.getString("account"),
                    row.getString("period"),
                    row.getString("class").equals("correction"),
                    row.getString("currency"),
                    Money.of(row.getBigDecimal("total")),
                    row.getLong("batch"),
                    row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                    row.getString("issued_by")))
        .list();
  }

  /** The lines of an invoice, in their order. */
  public List<StoredLine> lines(String id) {
    return jdbc.sql("select * from invoice_lines where invoice = :id order by number")
        .param("id", id)
        .query(StoredInvoices::line)
        .list();
  }

  /** One line of an invoice. */
  public Optional<StoredLine> line(String id, int number) {
    return jdbc.sql("select * from invoice_lines where invoice = :id and number = :number")
        .param("id", id)
        .param("number", number)
        .query(StoredInvoices::line)
        .optional();
  }

  private static StoredInvoice invoice(ResultSet row, int number) throws SQLException {
    return new StoredInvoice(
        row.getString("id"),
        row.getString("account"),
        row.getString("period"),
        row.getInt("number"),
        row.getString("class").equals("correction"),
        row.getString("currency"),
        row.getString("bundle_version"),
        row.getString("bundle_file"),
        Money.of(row.getBigDecimal("total_exact")),
        Money.of(row.getBigDecimal("total")),
        row.getLong("batch"),
        row.getString("document"),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getString("issued_by"));
  }

  private static StoredLine line(ResultSet row, int number) throws SQLException {
    SortedMap<String, String> dimensions = new TreeMap<>();
    JSON.readTree(row.getString("dimensions"))
        .properties()
        .forEach(field -> dimensions.put(field.getKey(), field.getValue().stringValue()));
    int tier = row.getInt("tier");
    Integer told = row.wasNull() ? null : Integer.valueOf(tier);
    return new StoredLine(
        row.getInt("number"),
        new LineItem(
            row.getString("charge"),
            row.getString("description"),
            LineKind.ofCode(row.getString("kind")),
            row.getString("instance"),
            row.getString("region"),
            dimensions,
            told,
            Quantity.of(row.getBigDecimal("quantity")),
            row.getString("unit"),
            Money.of(row.getBigDecimal("unit_price")),
            Money.of(row.getBigDecimal("amount")),
            sources(row.getString("sources")),
            numbers(row.getString("stands_on"))),
        row.getString("story"));
  }

  private static List<Integer> numbers(String json) {
    List<Integer> numbers = new ArrayList<>();
    JSON.readTree(json).forEach(number -> numbers.add(number.intValue()));
    return numbers;
  }

  private static String sources(List<Source> sources) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Source source : sources) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("workbook", source.origin().workbook());
      one.put("sheet", source.origin().sheet());
      one.put("row", source.origin().row());
      one.put("rule", source.rule());
      all.add(one);
    }
    return JSON.writeValueAsString(all);
  }

  private static List<Source> sources(String json) {
    List<Source> sources = new ArrayList<>();
    for (JsonNode node : JSON.readTree(json)) {
      sources.add(
          new Source(
              new Origin(
                  node.path("workbook").stringValue(""),
                  node.path("sheet").stringValue(""),
                  node.path("row").intValue(0)),
              node.path("rule").stringValue("")));
    }
    return sources;
  }
}
