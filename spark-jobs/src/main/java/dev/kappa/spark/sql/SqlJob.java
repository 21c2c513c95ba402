package dev.kappa.spark.sql;

import static org.apache.spark.sql.functions.col;

import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.spark.Job;
import dev.kappa.spark.events.ParseJson;
import dev.kappa.spark.table.TableKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A job that is one {@code .sql} file: a header in comments says which records it reads and which
 * table it writes, and a query over {@value #EVENTS} is its transform. It is named after the file.
 */
public final class SqlJob implements Job {
  /** How the names of such files end. */
  public static final String SUFFIX = ".sql";

  /** What the query reads from. */
  static final String EVENTS = "events";

  /** Columns of every event besides its own: where its record was. */
  private static final List<String> POSITION = List.of("topic", "partition", "offset", "bytes");

  private final Path file;
  private final String name;
  private final String text;
  private final SqlHeader header;

  private SqlJob(Path file, String name, String text, SqlHeader header) {
    this.file = file;
    this.name = name;
    this.text = text;
    this.header = header;
  }

  /**
   * Reads a file; {@link SqlCheck} looks closer at its query.
   *
   * @throws ConfigurationException with everything that is wrong with its header and its syntax
   */
  public static SqlJob read(Path file) {
    var problems = new Problems(file);
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(List.of("%s: no such file".formatted(file)));
    } catch (IOException e) {
      throw new ConfigurationException(List.of("%s: cannot be read (%s)".formatted(file, e)));
    }
    var fileName = file.getFileName().toString();
    var header = SqlHeader.read(text, problems);
    SqlSyntax.check(text, problems);
    if (header.isEmpty() || !problems.sentences().isEmpty()) {
      throw new ConfigurationException(problems.sentences());
    }
    var name = fileName.substring(0, fileName.length() - SUFFIX.length());
    return new SqlJob(file, name, text, header.get());
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** The event time's name in the query. */
  String eventTime() {
    return header.eventTime();
  }

  /** The whole file: its comments are comments to Spark as well. */
  String text() {
    return text;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> topics(Topics topics) {
    return List.of(header.topic());
  }

  @Override
  public ParseJson parser() {
    return new ParseJson(header.schema(), header.eventTime());
  }

  @Override
  public Optional<String> identity() {
    return header.identity().map(parser()::columnOf);
  }

  @Override
  public Optional<Duration> watermark() {
    return header.watermark();
  }

  /** Another one for another query, whatever its comments and spaces. */
  @Override
  public int version() {
    var words =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("--"))
            .flatMap(line -> Stream.of(line.split("\\s+", -1)))
            .filter(word -> !word.isEmpty())
            .toList();
    return String.join(" ", words).hashCode() & Integer.MAX_VALUE;
  }

  @Override
  public Optional<TableKeys> keys() {
    return Optional.of(header.keys());
  }

  @Override
  public String table() {
    return header.table();
  }

  @Override
  public Dataset<Row> transform(Dataset<Row> events) {
    var spark = events.sparkSession();
    events.select(columns(List.of(events.columns()))).createOrReplaceTempView(EVENTS);
    try {
      return spark.sql(text);
    } finally {
      spark.catalog().dropTempView(EVENTS);
    }
  }

  /** Of those that there are: the engine hands on no column that the query does not use. */
  private Column[] columns(List<String> there) {
    var parser = parser();
    var own = new ArrayList<>(List.of(header.schema().fieldNames()));
    if (!own.contains(header.eventTime())) {
      own.add(header.eventTime());
    }
    return Stream.concat(
            own.stream()
                .filter(field -> there.contains(parser.columnOf(field)))
                .map(field -> col(parser.columnOf(field)).as(field)),
            POSITION.stream()
                .filter(there::contains)
                .filter(column -> own.stream().noneMatch(column::equalsIgnoreCase))
                .map(column -> col(column)))
        .toArray(Column[]::new);
  }
}
