package dev.tarife.cli;

import java.util.List;
import java.util.Locale;

/** In which form a command describes the input. */
enum GuideForm implements FileForm {
  TEXT("txt"),
  JSON("json");

  private final String endings;

  GuideForm(String endings) {
    this.endings = endings;
  }

  @Override
  public List<String> endings() {
    return List.of(endings.split(" "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
