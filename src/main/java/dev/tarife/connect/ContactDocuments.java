package dev.tarife.connect;

import dev.tarife.connect.document.Document;
import dev.tarife.connect.document.DocumentSplitter;
import dev.tarife.connect.document.IdentityField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Cuts files of contact records into documents, for whoever spreads them over machines by the
 * instance that they are of. What a document settles is not looked at.
 */
public final class ContactDocuments {
  /** What stands for something that is not an object: it is refused as that is. */
  private static final byte[] NO_OBJECT = {'0'};

  private static final String INSTANCE = IdentityField.INSTANCE.toString();

  private ContactDocuments() {}

  /** Takes documents one by one. */
  @FunctionalInterface
  public interface Sink {
    /**
     * A document, in one line.
     *
     * @param line on which it begins in its file
     * @param instance whose contact it is; null: it does not say
     */
    void take(long line, @Nullable String instance, byte[] document) throws IOException;
  }

  /**
   * Hands over every document of a file, in the order of the file.
   *
   * @return whether the whole file could be read; if not, {@link ContactRecords} says why not
   * @throws IOException if the sink throws it
   */
  public static boolean cut(Path file, Sink sink) throws IOException {
    try (DocumentSplitter splitter = DocumentSplitter.open(file, new ArrayDeque<>(), bytes -> {});
        Recorded in = new Recorded(splitter.whole());
        JsonParser parser = DocumentStage.JSON.createParser(ObjectReadContext.empty(), in)) {
      boolean list = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        long line = parser.currentTokenLocation().getLineNr();
        if (token == JsonToken.START_OBJECT) {
          long start = parser.currentTokenLocation().getByteOffset();
          String instance = instance(parser);
          if (parser.currentToken() == null) {
            return false;
          }
          byte[] document = in.take(start, parser.currentLocation().getByteOffset());
          hand(sink, line, instance, document);
        } else if (token == JsonToken.START_ARRAY && !list) {
          list = true;
        } else if (token == JsonToken.END_ARRAY) {
          list = false;
        } else {
          parser.skipChildren();
          hand(sink, line, null, NO_OBJECT.clone());
        }
      }
      return true;
    } catch (Failed e) {
      throw e.io;
    } catch (IOException | JacksonException e) {
      return false;
    }
  }

  /** What the sink throws is not an error in the file. */
  private static void hand(Sink sink, long line, @Nullable String instance, byte[] document) {
    try {
      sink.take(line, instance, document);
    } catch (IOException e) {
      throw new Failed(e);
    }
  }

  /** A failure of the sink, on its way past those who read. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException io;

    Failed(IOException io) {
      super(io);
      this.io = io;
    }
  }

  /** Reads an object to its end, and returns the instance that it names first. */
  private static @Nullable String instance(JsonParser parser) {
    String arn = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean named = arn == null && parser.currentName().equals(INSTANCE);
      JsonToken value = parser.nextToken();
      if (named && value == JsonToken.VALUE_STRING) {
        String text = parser.getString();
        arn = text.isEmpty() || !Document.isPlain(text) ? null : text;
      }
      parser.skipChildren();
    }
    return DocumentKinds.instance(arn);
  }

  /** Keeps what was read until somebody takes it. */
  private static final class Recorded extends InputStream {
    private final InputStream in;
    private byte[] kept = new byte[1 << 16];
    private int length;

    /** Where in the stream the kept bytes begin. */
    private long begin;

    Recorded(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
      int read = in.read(target, offset, most);
      if (read > 0) {
        if (kept.length - length < read) {
          kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + read));
        }
        System.arraycopy(target, offset, kept, length, read);
        length += read;
      }
      return read;
    }

    /** The bytes from one place to another, in one line; those before are forgotten. */
    byte[] take(long from, long to) {
      int first = (int) (from - begin);
      int last = (int) (to - begin);
      byte[] taken = Arrays.copyOfRange(kept, first, last);
      if (taken[0] != '{' || taken[taken.length - 1] != '}') {
        throw new IllegalStateException("No document is from " + from + " to " + to + ".");
      }
      for (int i = 0; i < taken.length; i++) {
        // Between values: a text cannot hold them.
        if (taken[i] == '\n' || taken[i] == '\r') {
          taken[i] = ' ';
        }
      }
      // What was read ahead lies behind it. Moved only now and then.
      if (last > kept.length / 2) {
        System.arraycopy(kept, last, kept, 0, length - last);
        length -= last;
        begin += last;
      }
      return taken;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
