package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.report.Decisions;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page that explains the codes of notes, and the links that lead to it. */
@Tag("slow")
class DecisionsPageTest {
  private static Browser vera;

  @BeforeAll
  static void ready() {
    Service service = Running.ready();
    People.add(service);
    vera = new Browser(service);
    vera.submit("/login", Map.of("username", People.VERA, "password", Running.PASSWORD));
  }

  @Test
  void everyCodeHasARowThatALinkCanName() {
    String english = vera.get("/decisions?lang=en").body();
    Decisions page = Decisions.page();
    assertThat(page.decisions())
        .allSatisfy(
            each -> assertThat(english).containsOnlyOnce("<tr id=\"" + each.code() + "\">"));
    assertThat(page.sections().keySet())
        .allSatisfy(each -> assertThat(english).containsOnlyOnce("<tr id=\"" + each + "\">"));
    assertThat(english).contains("A part of a day is a whole day.").contains(">a cell</td>");
  }

  @Test
  void theFrameIsOfTheReadersLanguageAndTheTextsAreMarkedAsEnglish() {
    String turkish = vera.get("/decisions?lang=tr").body();
    assertThat(turkish).contains("<h1>Kararlar</h1>").contains(">hücre</td>");
    assertThat(turkish).containsPattern("<td class=\"note\" lang=\"en\"[^>]*>[^<]*part of a day");
    vera.get("/decisions?lang=en");
  }

  @Test
  void theExplanationOfALineLinksToThem() {
    String story = vera.get("/estimate/why/1?calls-in=1000").body();
    assertThat(story)
        .contains("<a href=\"/decisions#A-10\">A-10</a>")
        .contains("<a href=\"/decisions#VO\">VO-01</a>");
  }
}
