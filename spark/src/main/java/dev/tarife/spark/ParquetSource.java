package dev.tarife.spark;

import java.net.URI;
import org.apache.hadoop.fs.Path;

/** Names of Parquet files as Spark gives them. */
final class ParquetSource {
  private ParquetSource() {}

  /**
   * The path that Spark's column {@code _metadata.file_path} means, as {@link SourceFile} has it.
   */
  static String plain(String metadata) {
    try {
      return new Path(new URI(metadata)).toString();
    } catch (java.net.URISyntaxException e) {
      return new Path(metadata).toString();
    }
  }
}
