package dev.tarife.web.pages.invoice;

import dev.tarife.model.Invoice;
import dev.tarife.report.TextInvoices;
import dev.tarife.table.Catalogue;
import dev.tarife.web.billing.Documents;
import dev.tarife.web.problem.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An invoice as a file, as {@code tarife rate} writes it. */
final class Download {
  private static final int WIDTH = 110;

  private Download() {}

  /**
   * Answers with a file.
   *
   * @param name of the file, without its ending
   * @param format {@code text}, {@code json} or {@code csv}
   * @throws ProblemException if the format is another
   */
  static ResponseEntity<byte[]> of(
      Invoice invoice, Catalogue catalogue, String name, String format) {
    return switch (format) {
      case "text" -> file(text(invoice, catalogue), name + ".txt", "text/plain");
      case "json" ->
          file(
              Documents.json(List.of(invoice), false, catalogue.settings().minorUnits()),
              name + ".json",
              "application/json");
      case "csv" -> file(Documents.csv(List.of(invoice)), name + ".csv", "text/csv");
      default ->
          throw ProblemException.bad("The format (" + format + ") is none of text, json and csv");
    };
  }

  private static String text(Invoice invoice, Catalogue catalogue) {
    StringWriter out = new StringWriter();
    try (TextInvoices writer = new TextInvoices(out, catalogue, WIDTH, false)) {
      writer.write(invoice);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static ResponseEntity<byte[]> file(String content, String name, String type) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(content.getBytes(StandardCharsets.UTF_8));
  }
}
