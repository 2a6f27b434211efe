package dev.tarife.metering.stored;

import java.nio.file.Path;
import java.util.List;

/** Stored usage records whose files may have to be fetched first. */
public interface StoredSegment {
  /** Names of the columns beside the contract's that some record has. */
  List<String> attributes();

  /** The file of the records. */
  Path records();

  /** The file of what their ids hash to. */
  Path keys();
}
