package dev.tarife.web.pages;

import dev.tarife.report.Decisions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Links the codes in notes of the workbooks to the page that explains them. */
@Component("citations")
public final class Citations {
  /** Returns whether a step of an explanation shows a note. */
  public boolean isNote(String text) {
    return Decisions.isNote(text);
  }

  /** Splits a note into its codes and the text between them. */
  public List<Decisions.Part> parts(String note) {
    return Decisions.page().parts(note);
  }
}
