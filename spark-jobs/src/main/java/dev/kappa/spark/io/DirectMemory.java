package dev.kappa.spark.io;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory outside of the heap that the JVM allows ({@code -XX:MaxDirectMemorySize}; as much as
 * the heap where it is not set). A quarter is left to the clients of Kafka and the network: where
 * they run out of it, Spark ends the JVM.
 */
final class DirectMemory {
  private static final BufferPoolMXBean POOL =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .findFirst()
          .orElseThrow();

  private static final long LIMIT_BYTES = limitBytes() / 4 * 3;

  private static final int LOOKS = 100;
  private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(10);

  private DirectMemory() {}

  private static long limitBytes() {
    var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    var set = Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
    return set == 0 ? Runtime.getRuntime().maxMemory() : set;
  }

  /**
   * Makes sure that so much more may be taken. What nobody uses any more is freed with the objects
   * that stood for it, so where it looks full, garbage is collected first.
   *
   * @throws IllegalStateException if it is full, with what to do
   */
  static void requireRoom(int bytes) {
    if (!hasRoom(bytes)) {
      System.gc();
      for (int i = 0; i < LOOKS && !hasRoom(bytes); i++) {
        LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
      }
    }
    if (!hasRoom(bytes)) {
      throw new IllegalStateException(
          ("the states of jobs need more than the %,d MB that they may have outside of the heap:"
                  + " allow the JVM more (-XX:MaxDirectMemorySize), or set a shorter jobs.watermark")
              .formatted(LIMIT_BYTES >> 20));
    }
  }

  private static boolean hasRoom(int bytes) {
    return POOL.getMemoryUsed() + bytes <= LIMIT_BYTES;
  }
}
