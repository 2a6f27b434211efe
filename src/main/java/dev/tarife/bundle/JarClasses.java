package dev.tarife.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The classes and files of a jar in memory, beside those of this program. */
final class JarClasses extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> entries;

  private JarClasses(Map<String, byte[]> entries) {
    super(JarClasses.class.getClassLoader());
    this.entries = entries;
  }

  static JarClasses of(byte[] jar) {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JarClasses(entries);
  }

  /** What an entry holds; null: there is none. */
  byte @Nullable [] entry(String name) {
    return entries.get(name);
  }

  /** An object of one of its classes. */
  <T> T make(String name, Class<T> type) {
    try {
      return loadClass(name).asSubclass(type).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The jar's class " + name + " cannot be used.", e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] code = entries.get(name.replace('.', '/') + ".class");
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, code, 0, code.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] own = entries.get(name);
    return own == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(own);
  }
}
