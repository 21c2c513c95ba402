package dev.kappa.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** The page in a real browser, beside the stack that it shows; the last test kills the enricher. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LivePageIT {
  private static final int EMPLOYEES = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What docs/metrics.md says a stage that stands still takes to show, and some to look. */
  private static final Duration TURNS_WRONG_WITHIN = Duration.ofSeconds(10);

  private static final String HTML = "<img src=x onerror=\"document.title='run'\"><b>bold</b>";
  private static final String JOB = "it-" + ProcessHandle.current().pid();
  private static final String SINK = JOB + "-sink";
  private static final Path SHOTS = Path.of("target", "screenshots");

  @TempDir private static Path home;

  /** Chromium and its driver. */
  private static List<String> programs;

  private static MonitoredPipeline pipeline;
  private static Process enricher;
  private static Observer observer;
  private static LivePage page;
  private static ChromeDriver browser;

  /** It warns of every version of Chromium that is newer than itself. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  @BeforeAll
  static void start() throws Exception {
    SELENIUM.setLevel(Level.SEVERE);
    requireBrowser();
    pipeline = MonitoredPipeline.create(home);
    enricher = pipeline.startEnricher();
    var topics = pipeline.config().topics();
    pipeline.execute(
        "INSERT INTO ${keyspace}.actions_by_page"
            + " (page, day, window_seconds, window_start, actions, distinct_users)"
            + " VALUES ('%s', '2026-11-23', 60, '2026-11-23T10:00:00Z', 4321, 7)"
                .formatted(HTML.replace("'", "''")));
    late("late", 1);
    late("late", 2);
    late("future", 3);
    await().atMost(PATIENCE).until(() -> pipeline.enricherLog().contains("enrich: RUNNING"));
    pipeline.send(
        topics.employees(),
        IntStream.range(0, EMPLOYEES)
            .mapToObj(n -> "{\"FirstName\":\"A%d\",\"Interests\":\"Chess\"}".formatted(n))
            .toList());
    pipeline.send(topics.employees(), List.of("broken", "{\"Interests\":" + HTML));
    pipeline.sendDeadLetter(HTML);
    pipeline.send(topics.fulltext(), List.of("{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}"));
    pipeline.commitFirstPartition(JOB, topics.fulltext());
    pipeline.startSink(SINK);
    observer = new Observer(pipeline.config());
    page = LivePage.start(0, observer::picture);
    observer.start();
    browser = open(1280, 1000);
    browser.get(address("/"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.quit();
    }
    if (page != null) {
      page.close();
      observer.close();
    }
    if (enricher != null) {
      enricher.destroyForcibly().waitFor();
    }
    if (pipeline != null) {
      pipeline.connect("remove", SINK);
      pipeline.deleteIndices();
      pipeline.close();
    }
  }

  @Test
  @Order(1)
  void showsTheFiguresOfTheStack() throws Exception {
    var topics = pipeline.config().topics();
    var sent = EMPLOYEES + 2;

    eventually(() -> assertThat(fact("enrich", "lag")).isEqualTo("0"));
    eventually(() -> assertThat(number(topics.employees())).isEqualTo(text(sent)));
    eventually(
        () ->
            assertThat(number(topics.appendedEmployees()))
                .isEqualTo(text(pipeline.ends(topics.appendedEmployees()))));
    eventually(
        () -> {
          assertThat(card("#stages", "enrich").getDomAttribute("data-state")).isEqualTo("running");
          assertThat(fact("enrich", "consumed")).isEqualTo(text(sent));
          assertThat(fact(JOB, "consumed")).isEqualTo("4");
          assertThat(fact(JOB, "lag")).isEqualTo("4");
          assertThat(fact(JOB, "oldest waiting")).isNotEqualTo("nothing waits");
        });
    eventually(
        () ->
            assertThat(rows("#dead"))
                .contains(List.of("enrich", "not-json", topics.employees(), "2")));
    eventually(
        () ->
            assertThat(rows("#late"))
                .containsExactlyInAnyOrder(List.of(JOB, "late", "2"), List.of(JOB, "future", "1")));
    eventually(
        () -> {
          assertThat(card("#servers", "kafka").getDomAttribute("data-state")).isEqualTo("running");
          assertThat(card("#servers", "cassandra").getDomAttribute("data-state"))
              .isEqualTo("running");
        });
    assertThat(metrics())
        .contains("kappa_records_total{stage=\"enrich\",topic=\"\",outcome=\"consumed\"} " + sent)
        .contains("kappa_lag_records{stage=\"enrich\"} 0")
        .contains(
            "kappa_dead_letters_total{stage=\"enrich\",reason=\"not-json\",topic=\"%s\"} 2"
                .formatted(topics.employees()))
        .contains("kappa_late_rows{job=\"%s\",reason=\"late\"} 2".formatted(JOB))
        .contains("kappa_server_up{server=\"cassandra\"} 1");
  }

  @Test
  @Order(2)
  void showsWhatASinkDoesAndThatItWasStopped() throws Exception {
    var stage = "connect-" + SINK;
    eventually(
        () -> {
          assertThat(card("#stages", stage).getDomAttribute("data-state")).isEqualTo("running");
          assertThat(fact(stage, "lag")).isEqualTo("0");
          assertThat(card("#servers", "connect").getDomAttribute("data-state"))
              .isEqualTo("running");
        });
    eventually(
        () ->
            assertThat(metrics())
                .contains("kappa_index_documents{index=\"%s".formatted(pipeline.prefix())));

    pipeline.connect("pause", SINK);
    eventually(
        () ->
            assertThat(card("#stages", stage).getText())
                .contains("stopped since", "./kappa connect resume " + SINK));
  }

  @Test
  @Order(3)
  void saysSinceWhenAServerIsAwayAndWhatToDo() throws Exception {
    eventually(
        () -> {
          var presto = card("#servers", "presto");
          assertThat(presto.getDomAttribute("data-state")).isEqualTo("down");
          assertThat(presto.getText())
              .containsPattern("down since \\d\\d:\\d\\d:\\d\\d")
              .contains("start it: ./kappa up --only presto");
        });
    assertThat(metrics()).contains("kappa_server_up{server=\"presto\"} 0");
  }

  @Test
  @Order(4)
  void showsHtmlOfRecordsAsText() throws IOException {
    eventually(() -> assertThat(rows("#tables").toString()).contains(HTML, "4,321"));

    eventually(() -> assertThat(rows("#dead")).contains(List.of("ingest", HTML, "elsewhere", "1")));
    assertThat(browser.findElements(By.cssSelector("td img, td b"))).isEmpty();
    assertThat(browser.getTitle()).doesNotContain("run");
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    shoot(browser, "desktop");
  }

  @Test
  @Order(5)
  void canBeReachedByKeyboard() {
    press(Keys.TAB);
    assertThat(focused("textContent")).isEqualTo("Skip to the flow");
    press(Keys.ENTER);
    assertThat(focused("id")).isEqualTo("main");

    var reached = new ArrayList<String>();
    for (int i = 0; i < 20 && !reached.contains("actions_by_page"); i++) {
      press(Keys.TAB);
      reached.add(focused("ariaLabel"));
    }
    assertThat(reached).contains("Dead letters", "Late rows", "actions_by_page");
    var seen = seenAt();
    eventually(() -> assertThat(seenAt()).isNotEqualTo(seen));
    assertThat(focused("ariaLabel")).isEqualTo("actions_by_page");
  }

  @Test
  @Order(6)
  void fitsOnAPhoneAndIntoTheDark() throws IOException {
    var phone = open(390, 844);
    try {
      phone.get(address("/"));
      await()
          .atMost(PATIENCE)
          .until(() -> !phone.findElements(By.cssSelector("#tables table")).isEmpty());
      var width = "return document.documentElement.scrollWidth";
      assertThat((Long) phone.executeScript(width)).isEqualTo(390);
      shoot(phone, "phone");
      phone.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
      shoot(phone, "phone-dark");
    } finally {
      phone.quit();
    }
  }

  @Test
  @Order(7)
  void showsAKilledEnricherWithinSeconds() throws Exception {
    enricher.destroyForcibly().waitFor();
    pipeline.send(pipeline.config().topics().employees(), List.of("{\"Interests\":\"Chess\"}"));

    await()
        .atMost(TURNS_WRONG_WITHIN)
        .ignoreExceptionsMatching(LivePageIT::isOfThePageBeingMade)
        .untilAsserted(
            () ->
                assertThat(card("#stages", "enrich").getDomAttribute("data-state"))
                    .isIn("down", "standing still"));
    eventually(
        () ->
            assertThat(card("#stages", "enrich").getText())
                .containsPattern("down since \\d\\d:\\d\\d:\\d\\d")
                .contains("start it again: ./kappa enrich"));
    eventually(
        () -> {
          assertThat(browser.findElement(By.id("summary")).getText()).contains("enrich is down");
          assertThat(fact("enrich", "lag")).isEqualTo("1");
        });
    assertThat(metrics()).contains("kappa_stage_up{stage=\"enrich\",kind=\"enricher\"} 0");
    shoot(browser, "enricher-killed");
  }

  private static void requireBrowser() throws Exception {
    var problems = Files.createTempFile(home, "browser-", ".log");
    var setUp =
        new ProcessBuilder(Path.of(System.getProperty("kappa.root"), "monitor/browser").toString())
            .redirectError(problems.toFile())
            .start();
    var found = new String(setUp.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = setUp.waitFor();
    var said = Files.readString(problems);
    // Root can always install it; who is not root must be able to build without a browser.
    var root = System.getProperty("user.name").equals("root");
    assumeTrue(root || exitCode == 0, () -> "LIVE PAGE NOT TESTED: " + said);
    assertThat(exitCode).as(said).isZero();
    programs = found.lines().toList();
  }

  private static ChromeDriver open(int width, int height) {
    var options = new ChromeOptions();
    options.setBinary(programs.get(0));
    options.addArguments("--headless=new", "--disable-gpu", "--disable-dev-shm-usage");
    if (System.getProperty("user.name").equals("root")) {
      options.addArguments("--no-sandbox"); // Chromium's sandbox refuses root
    }
    options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of(programs.get(1)).toFile())
            .build();
    var opened = new ChromeDriver(service, options);
    opened.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    return opened;
  }

  private static void late(String reason, int offset) {
    pipeline.execute(
        "INSERT INTO ${keyspace}.late_rows_by_job"
            + " (job, day, hour, kafka_partition, event_time, topic, kafka_offset, reason)"
            + " VALUES ('%s', '2026-11-23', 10, 0, '2026-11-23T10:00:00Z', 't', %d, '%s')"
                .formatted(JOB, offset, reason));
  }

  private static String address(String path) {
    return "http://127.0.0.1:" + page.port() + path;
  }

  private static String metrics() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address("/metrics"))).build(),
            BodyHandlers.ofString())
        .body();
  }

  /**
   * The page is made anew every second: an element may be gone when it is read, or not there yet.
   */
  private static boolean isOfThePageBeingMade(Throwable e) {
    return e instanceof StaleElementReferenceException || e instanceof NoSuchElementException;
  }

  private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(LivePageIT::isOfThePageBeingMade)
        .untilAsserted(assertion);
  }

  private static void press(Keys key) {
    new Actions(browser).sendKeys(key).perform();
  }

  private static String focused(String property) {
    return (String) browser.executeScript("return document.activeElement." + property);
  }

  /** When what the page shows was seen. */
  private static String seenAt() {
    return (String) browser.executeScript("return document.body.dataset.at");
  }

  private static WebElement card(String section, String name) {
    return browser.findElement(By.cssSelector(section + " .card[data-name=\"" + name + "\"]"));
  }

  private static String fact(String stage, String name) {
    return card("#stages", stage)
        .findElement(By.xpath(".//dt[.='" + name + "']/following-sibling::dd"))
        .getText();
  }

  private static String number(String topic) {
    return browser
        .findElement(By.cssSelector(".topic[data-topic=\"" + topic + "\"] .number"))
        .getText();
  }

  private static List<List<String>> rows(String section) {
    return browser.findElements(By.cssSelector(section + " tr")).stream()
        .map(row -> row.findElements(By.tagName("td")).stream().map(WebElement::getText).toList())
        .filter(cells -> !cells.isEmpty())
        .toList();
  }

  private static String text(long number) {
    return "%,d".formatted(number);
  }

  private static void shoot(ChromeDriver shown, String name) throws IOException {
    Files.createDirectories(SHOTS);
    Files.write(SHOTS.resolve(name + ".png"), shown.getScreenshotAs(OutputType.BYTES));
  }
}
