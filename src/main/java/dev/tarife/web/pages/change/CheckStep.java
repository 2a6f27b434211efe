package dev.tarife.web.pages.change;

/**
 * How far the check of workbooks has come.
 *
 * @param code what is being done, as messages name it
 * @param done how many worked examples are rated
 * @param of of how many; 0: it is not the worked examples' turn
 */
record CheckStep(String code, int done, int of) {
  static final CheckStep WAITING = new CheckStep("waiting", 0, 0);
  static final CheckStep TABLES = new CheckStep("tables", 0, 0);
  static final CheckStep RULES = new CheckStep("rules", 0, 0);
  static final CheckStep DIFFERENCES = new CheckStep("differences", 0, 0);

  static CheckStep example(int done, int of) {
    return new CheckStep("examples", done, of);
  }
}
