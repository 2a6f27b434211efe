package dev.tarife.web.api;

import dev.tarife.web.rating.RequestFolder;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A request whose body is put into a file when it is first asked for, and can be read twice. */
final class SpooledRequest extends HttpServletRequestWrapper {
  private final RequestFolder folder;
  private final Uploads uploads;
  private @Nullable Path file;

  SpooledRequest(HttpServletRequest request, RequestFolder folder, Uploads uploads) {
    super(request);
    this.folder = folder;
    this.uploads = uploads;
  }

  /** The body, from its beginning. */
  InputStream content() throws IOException {
    Path spooled = file;
    if (spooled == null) {
      spooled = uploads.whole(super.getInputStream(), folder);
      file = spooled;
    }
    return Files.newInputStream(spooled);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Content(content());
  }

  @Override
  public BufferedReader getReader() throws IOException {
    String encoding = getCharacterEncoding();
    return new BufferedReader(
        new InputStreamReader(
            content(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
  }

  private static final class Content extends ServletInputStream {
    private final InputStream in;
    private boolean finished;

    Content(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      finished |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = in.read(buffer, from, length);
      finished |= read < 0;
      return read;
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("It is read at once.");
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
