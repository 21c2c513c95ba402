package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the rows of a table over themselves, asynchronously and one by one. */
final class RowUpserts implements Upserts {
  private static final int UNDER_WAY_AT_MOST = 256;
  private static final int TRIES = 10;

  private final CqlSession session;
  private final PreparedStatement insert;
  private final List<List<ByteBuffer>> rows;
  private final Semaphore free = new Semaphore(UNDER_WAY_AT_MOST);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private int written;

  private RowUpserts(CqlSession session, PreparedStatement insert, List<List<ByteBuffer>> rows) {
    this.session = session;
    this.insert = insert;
    this.rows = rows;
  }

  /** Reads the rows of {@code table}, which is named with its keyspace. */
  static RowUpserts of(CqlSession session, String table) {
    var found = session.execute("SELECT * FROM " + table);
    var names =
        IntStream.range(0, found.getColumnDefinitions().size())
            .mapToObj(column -> found.getColumnDefinitions().get(column).getName().asCql(true))
            .toList();
    var rows = new ArrayList<List<ByteBuffer>>();
    for (Row row : found) {
      rows.add(IntStream.range(0, names.size()).mapToObj(row::getBytesUnsafe).toList());
    }
    var insert =
        session.prepare(
            "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                    table,
                    String.join(", ", names),
                    names.stream().map(name -> "?").collect(Collectors.joining(", "))));
    return new RowUpserts(session, insert, rows);
  }

  @Override
  public void upTo(double share) throws InterruptedException {
    while (written < share * rows.size()) {
      write(rows.get(written++));
    }
  }

  @Override
  public void finish() throws InterruptedException {
    upTo(1);
    free.acquire(UNDER_WAY_AT_MOST);
    require();
  }

  private void write(List<ByteBuffer> row) throws InterruptedException {
    require();
    free.acquire();
    var bound = insert.boundStatementBuilder();
    for (int column = 0; column < row.size(); column++) {
      bound.setBytesUnsafe(column, row.get(column));
    }
    send(bound.build(), TRIES);
  }

  /** A disk that stands still for two seconds is not the end of it for a job either. */
  private void send(BoundStatement upsert, int tries) {
    var unused =
        session
            .executeAsync(upsert)
            .whenComplete(
                (done, problem) -> {
                  if (problem instanceof WriteTimeoutException && tries > 1) {
                    send(upsert, tries - 1);
                    return;
                  }
                  if (problem != null) {
                    failure.set(problem);
                  }
                  free.release();
                });
  }

  private void require() {
    if (failure.get() != null) {
      throw new BenchFailedException("Cassandra: " + failure.get().getMessage(), failure.get());
    }
  }
}
