package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody at a real Chromium: signs in, clicks, types, and looks. */
final class Chromium implements AutoCloseable {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** What comes is waited for no longer than it takes; what does not, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A small phone, a tablet and a large screen, in CSS pixels. */
  private static final List<Integer> WIDTHS = List.of(320, 768, 1920);

  private static final String AXE = script("/axe.min.js");

  /** Warns of each Chromium that is newer than itself; held, so that its level stays. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    DEVTOOLS.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;
  private final String home;

  /** How the page is shown. */
  enum Theme {
    LIGHT,
    DARK;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Chromium(ChromeDriver driver, String home) {
    this.driver = driver;
    this.home = home;
  }

  /**
   * Opens a browser that knows nobody yet. Without Chromium the test is skipped, or fails with
   * {@code CI=true}.
   */
  static Chromium open(Service service) {
    return open("http://127.0.0.1:" + service.port());
  }

  /** Opens a browser on pages that lie in a folder. */
  static Chromium open(Path folder) {
    return open("file://" + folder.toAbsolutePath());
  }

  private static Chromium open(String home) {
    Needs.program("chromium", "chromedriver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-prefers-reduced-motion",
        "--lang=en",
        "--window-size=1280,900");
    ChromeDriverService driver =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .withTimeout(PATIENCE)
            .build();
    ChromeDriver chrome = new ChromeDriver(driver, options);
    chrome.manage().timeouts().scriptTimeout(PATIENCE);
    return new Chromium(chrome, home);
  }

  /** Signs in. */
  Chromium as(String user) {
    visit("/login");
    type("username", user);
    type("password", Running.PASSWORD);
    click("main button[type=submit]");
    see(".me");
    return this;
  }

  /** Signs out, and another in. */
  Chromium instead(String user) {
    click(".me form button");
    see("#username");
    return as(user);
  }

  Chromium visit(String path) {
    driver.get(home + path);
    return this;
  }

  /** The path and query of the page. */
  String where() {
    return Objects.requireNonNull(driver.getCurrentUrl()).substring(home.length());
  }

  /** Waits until the page's address has a part. */
  Chromium at(String part) {
    waiting().withMessage(this::where).until(d -> where().contains(part));
    return this;
  }

  /** Waits for an element to be seen. */
  WebElement see(String css) {
    return waiting().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
  }

  /** Waits until an element's text has a part. */
  Chromium see(String css, String part) {
    waiting()
        .withMessage(() -> "In " + css + " was " + text(css))
        .until(d -> text(css).contains(part));
    return this;
  }

  /** Waits until just one element is like that. */
  Chromium one(String css) {
    waiting().withMessage(() -> text(css)).until(d -> all(css).size() == 1);
    return this;
  }

  /** Waits until no element is like that. */
  Chromium missing(String css) {
    waiting().until(d -> all(css).isEmpty());
    return this;
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** The text of all such elements, as it is seen; empty where there are none. */
  String text(String css) {
    Object text =
        run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')",
            css);
    return String.valueOf(text);
  }

  /** Clicks on an element, also where an answer puts it anew in the moment before the click. */
  Chromium click(String css) {
    waiting()
        .ignoring(StaleElementReferenceException.class)
        .until(
            d -> {
              WebElement element = d.findElement(By.cssSelector(css));
              run("arguments[0].scrollIntoView({block: 'center'})", element);
              if (!element.isDisplayed() || !element.isEnabled()) {
                return false;
              }
              element.click();
              return true;
            });
    return this;
  }

  /** Clicks on what loads a page, and waits for that: where it says the same as the page before. */
  Chromium load(String css) {
    run("window.before = true");
    click(css);
    return yields(true, "return window.before === undefined && document.readyState === 'complete'");
  }

  /** Presses a key where the focus is. */
  Chromium press(Keys key) {
    driver.switchTo().activeElement().sendKeys(key);
    return this;
  }

  /** Replaces what a field says. */
  Chromium type(String id, String text) {
    return with(
        id,
        field -> {
          field.clear();
          field.sendKeys(text);
        });
  }

  /** Searches in the lines of an invoice. */
  Chromium search(String words) {
    WebElement field = see("[data-search]");
    field.clear();
    field.sendKeys(words.isEmpty() ? " " : words);
    return this;
  }

  /** Chooses in a list by what it says. */
  Chromium choose(String id, String option) {
    return with(id, list -> new Select(list).selectByVisibleText(option));
  }

  /**
   * Does something with a field, also where an answer puts it, or what is in it, anew meanwhile.
   */
  private Chromium with(String id, Consumer<WebElement> use) {
    waiting()
        .ignoring(StaleElementReferenceException.class)
        .until(
            d -> {
              WebElement field = d.findElement(By.id(id));
              if (!field.isDisplayed() || !field.isEnabled()) {
                return false;
              }
              use.accept(field);
              return true;
            });
    return this;
  }

  /** Hands files to a field, as if they were picked. */
  Chromium pick(String id, Path... files) {
    StringBuilder paths = new StringBuilder();
    for (Path file : files) {
      paths.append(paths.isEmpty() ? "" : "\n").append(file.toAbsolutePath());
    }
    waiting()
        .until(ExpectedConditions.presenceOfElementLocated(By.id(id)))
        .sendKeys(paths.toString());
    return this;
  }

  /** Runs a script of the test's in the page. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until a script of the test's gives what is expected. */
  Chromium yields(Object expected, String script) {
    waiting().withMessage(() -> "Was " + run(script)).until(d -> expected.equals(run(script)));
    return this;
  }

  /** Runs a script that calls {@code done} with what came of it. */
  @Nullable Object wait(String script, Object... arguments) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1]; " + script, arguments);
  }

  Chromium theme(Theme theme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme.code()))));
    return this;
  }

  /** Shows pages as in a time zone. */
  Chromium zone(String zone) {
    driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    return this;
  }

  /** What the page has on paper; a picture of that is kept as {@code NAME-print.png}. */
  String print(String name) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    screenshot(name + "-print");
    String text = text("body");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    return text;
  }

  /** Shows pages as on a screen of a width, in CSS pixels. */
  Chromium width(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  /** Keeps a picture of the whole page as {@code target/screenshots/NAME.png}. */
  Chromium screenshot(String name) {
    // What sticks to the edge of the screen stands in its own place then.
    run("scrollTo(0, 0)");
    Object data =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(
          SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * Looks at a page as it is in both themes, on a wide and a narrow screen: nothing that axe finds,
   * nothing wider than the screen, nothing that the browser complains of.
   */
  Chromium inspect(String name) {
    for (Theme theme : Theme.values()) {
      theme(theme);
      settle();
      screenshot(name + "-" + theme.code());
      assertUsable(name + ", " + theme.code());
    }
    theme(Theme.LIGHT);
    for (int width : WIDTHS) {
      width(width);
      settle();
      screenshot(name + "-" + width);
      assertThat(
              run(
                  "return document.documentElement.scrollWidth"
                      + " <= document.documentElement.clientWidth"))
          .as("%s: on a screen of %s pixels the page is no wider", name, width)
          .isEqualTo(true);
    }
    width(WIDTHS.get(0));
    settle();
    assertUsable(name + ", narrow");
    width(1280);
    assertQuiet();
    return this;
  }

  /** No violation that axe knows. */
  void assertUsable(String what) {
    if (!Boolean.TRUE.equals(run("return typeof axe === 'object'"))) {
      run(AXE);
    }
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
              results => done(results.violations.map(violation =>
                violation.id + ': ' + violation.help + '\\n'
                  + violation.nodes.map(node => '  ' + node.target + ' ' + node.failureSummary)
                      .join('\\n')).join('\\n')),
              error => done(String(error)));
            """);
    assertThat(found).as("axe on %s", what).isEqualTo("");
  }

  /** Nothing in the browser's log, such as a script that the content security policy forbids. */
  void assertQuiet() {
    List<String> severe =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(LogEntry::getMessage)
            // A refusal, which the page says itself, is logged too.
            .filter(message -> !message.contains("the server responded with a status of 4"))
            // A question that a later one took the place of, as hx-sync asks; a failed one logs
            // htmx:sendError as well.
            .filter(message -> !message.contains("htmx:sendAbort"))
            .filter(message -> !message.contains("htmx:afterRequest"))
            .toList();
    assertThat(severe).as("the browser's log").isEmpty();
  }

  /** Waits until what the page fetches is there and drawn. */
  private void settle() {
    waiting().until(d -> all(".htmx-request, .htmx-settling, .htmx-swapping").isEmpty());
    driver.executeAsyncScript(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
  }

  private WebDriverWait waiting() {
    return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100));
  }

  private static String script(String name) {
    try (InputStream in = Chromium.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
