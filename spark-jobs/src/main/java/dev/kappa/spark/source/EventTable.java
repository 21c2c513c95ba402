package dev.kappa.spark.source;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Topics, read in micro-batches.
 *
 * @param kafka the same topics as Spark's source sees them
 */
record EventTable(SupportsRead kafka) implements SupportsRead {
  @Override
  public String name() {
    return kafka.name();
  }

  @Override
  @SuppressWarnings("deprecation") // and still the one that must be there
  public StructType schema() {
    return EventSource.SCHEMA;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.MICRO_BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    var scan = kafka.newScanBuilder(options).build();
    return () ->
        new EventScan(scan, options.get(EventSource.PARSER), options.get(EventSource.INTAKE));
  }

  private record EventScan(Scan kafka, String parser, String intake) implements Scan {
    @Override
    public StructType readSchema() {
      return EventSource.SCHEMA;
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpoint) {
      return new EventStream(kafka.toMicroBatchStream(checkpoint), parser, intake);
    }
  }
}
