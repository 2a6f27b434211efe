package dev.tarife.bundle;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bundle's version: three numbers, such as 2024.6.0. */
public record BundleVersion(int major, int minor, int patch) implements Comparable<BundleVersion> {
  private static final Pattern TEXT =
      Pattern.compile("(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})");
  private static final Comparator<BundleVersion> ORDER =
      Comparator.comparingInt(BundleVersion::major)
          .thenComparingInt(BundleVersion::minor)
          .thenComparingInt(BundleVersion::patch);

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException if the text is not a version
   */
  public static BundleVersion parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "(" + text + ") is not a version; write three numbers, such as 2024.6.0");
    }
    return new BundleVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  @Override
  public int compareTo(BundleVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
