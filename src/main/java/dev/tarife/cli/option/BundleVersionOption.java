package dev.tarife.cli.option;

import dev.tarife.bundle.BundleVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A version on the command line. */
public final class BundleVersionOption implements ITypeConverter<BundleVersion> {
  @Override
  public BundleVersion convert(String text) {
    try {
      return BundleVersion.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
