package dev.tarife.web.api;

import dev.tarife.metering.input.GzipStream;
import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.RequestFolder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

/**
 * Writes what is sent into temporary files. A sender's name never becomes a path; it only says what
 * kind of file it is, and is said again in faults. Zipped files are unpacked, within the same
 * limit.
 */
@Component
public class Uploads {
  private static final int LONGEST_NAME = 100;
  private static final String GZIP = ".gz";
  private static final Map<String, String> BY_TYPE =
      Map.of(
          "text/csv", ".csv",
          "application/jsonl", ".jsonl",
          "application/x-ndjson", ".jsonl",
          "application/vnd.apache.parquet", ".parquet");

  private final long limit;

  Uploads(@Value("${tarife.upload.limit}") DataSize limit) {
    this.limit = limit.toBytes();
  }

  /**
   * A file that was put into a folder.
   *
   * @param path where it is
   * @param name as its sender calls it
   */
  public record Upload(Path path, String name) {}

  /** The body of a request as a file of usage. */
  Upload usage(HttpServletRequest request, @Nullable String name, RequestFolder folder) {
    String type = request.getContentType() == null ? "" : request.getContentType();
    String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String ending = BY_TYPE.get(plain);
    String called = shown(name == null ? "usage" + (ending == null ? "" : ending) : name);
    if (ending == null) {
      ending = ending(called, List.of(".csv", ".jsonl", ".ndjson", ".parquet"));
    }
    boolean zipped =
        "gzip".equalsIgnoreCase(request.getHeader("Content-Encoding")) || called.endsWith(GZIP);
    try (InputStream in = request.getInputStream()) {
      return new Upload(copy(in, folder.file(called, ending), zipped), called);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A whole body as a file, as it comes. */
  Path whole(InputStream in, RequestFolder folder) throws IOException {
    return copy(in, folder.file("the body", ".bin"), false);
  }

  /**
   * A part of a form as a file.
   *
   * @param endings what it may be
   */
  public Upload part(MultipartFile part, RequestFolder folder, String... endings) {
    String name = part.getOriginalFilename();
    String called = shown(name == null ? part.getName() : name);
    String ending = ending(called, List.of(endings));
    try (InputStream in = part.getInputStream()) {
      return new Upload(
          copy(in, folder.file(called, ending), lower(called).endsWith(GZIP)), called);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a part of a form, and the last part of its name. */
  public Map.Entry<String, byte[]> bytes(MultipartFile part) {
    String name = part.getOriginalFilename();
    try {
      return Map.entry(shown(name == null ? part.getName() : name), part.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ending(String name, List<String> endings) {
    String lower = lower(name);
    String plain = lower.endsWith(GZIP) ? lower.substring(0, lower.length() - 3) : lower;
    for (String ending : endings) {
      if (plain.endsWith(ending)) {
        return ending;
      }
    }
    throw new ProblemException(
        Problem.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The kind of " + name + " is not known; it is one of " + String.join(", ", endings)));
  }

  private Path copy(InputStream in, Path file, boolean zipped) throws IOException {
    try (InputStream plain = zipped ? new GzipStream(in) : in;
        OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long length = 0;
      for (int n; (n = plain.read(buffer)) > 0; ) {
        length += n;
        if (length > limit) {
          throw new ProblemException(
              Problem.of(
                  HttpStatus.CONTENT_TOO_LARGE,
                  "This is larger than " + limit + " bytes, which is the most an upload may have"));
        }
        out.write(buffer, 0, n);
      }
      return file;
    } catch (ZipException | java.io.EOFException e) {
      throw ProblemException.bad("The gzip file is damaged or was cut off");
    }
  }

  /** The last part of a name, without what no text shows. */
  private static String shown(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder shown = new StringBuilder();
    last.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .limit(LONGEST_NAME)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
