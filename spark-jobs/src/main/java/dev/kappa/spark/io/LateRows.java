package dev.kappa.spark.io;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.spark.connector.cql.CassandraConnector;
import dev.kappa.spark.events.Admission;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps events that came too late, or from the future, in {@code late_rows_by_job} with their
 * original. A record has one row there, whatever how often its micro-batch is run.
 */
public final class LateRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String TABLE = "late_rows_by_job";

  /** Its columns. */
  public static final StructType SCHEMA =
      new StructType()
          .add("job", DataTypes.StringType)
          .add("day", DataTypes.StringType)
          .add("hour", DataTypes.IntegerType)
          .add("kafka_partition", DataTypes.IntegerType)
          .add("event_time", DataTypes.TimestampType)
          .add("topic", DataTypes.StringType)
          .add("kafka_offset", DataTypes.LongType)
          .add("reason", DataTypes.StringType)
          .add("key", DataTypes.BinaryType)
          .add("original", DataTypes.StringType);

  private final String keyspace;
  private final String job;
  private transient CqlSession session;
  private transient PreparedStatement insert;
  private transient PendingWrites pending;

  public LateRows(String keyspace, String job) {
    this.keyspace = keyspace;
    this.job = job;
  }

  /** The table, to be checked before a job starts. */
  public static TargetTable table(String keyspace) {
    return new TargetTable(keyspace, TABLE);
  }

  /** Writes one record; {@link #flush} tells whether it is stored. */
  void add(ConsumerRecord<byte[], byte[]> record, Instant at, Admission.Reason reason) {
    if (session == null) {
      open();
    }
    var time = at.atOffset(ZoneOffset.UTC);
    pending.add(
        session.executeAsync(
            insert.bind(
                job,
                time.toLocalDate().toString(),
                time.getHour(),
                record.partition(),
                at,
                record.topic(),
                record.offset(),
                reason.label(),
                record.key() == null ? null : ByteBuffer.wrap(record.key()),
                new String(record.value(), StandardCharsets.UTF_8))));
  }

  /** Returns when every row is stored, or throws. */
  void flush() {
    if (session == null) {
      return;
    }
    try {
      pending.await();
    } finally {
      session.close();
      session = null;
    }
  }

  private void open() {
    session = CassandraConnector.apply(SparkEnv.get().conf()).openSession();
    insert =
        session.prepare(
            SimpleStatement.newInstance(
                    "INSERT INTO %s.%s (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        .formatted(keyspace, TABLE, String.join(", ", SCHEMA.fieldNames())))
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setIdempotent(true));
    pending = new PendingWrites();
  }
}
