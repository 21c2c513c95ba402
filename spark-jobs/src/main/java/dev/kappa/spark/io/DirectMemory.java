package dev.kappa.spark.io;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

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

  private DirectMemory() {}

  private static long limitBytes() {
    var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    var set = Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
    return set == 0 ? Runtime.getRuntime().maxMemory() : set;
  }

  /**
   * Makes sure that so much more may be taken.
   *
   * @throws IllegalStateException if not, with what to do
   */
  static void requireRoom(int bytes) {
    var used = POOL.getMemoryUsed();
    if (used + bytes > LIMIT_BYTES) {
      throw new IllegalStateException(
          ("the states of jobs need more than the %,d MB that they may have outside of the heap:"
                  + " allow the JVM more (-XX:MaxDirectMemorySize), or set a shorter jobs.watermark")
              .formatted(LIMIT_BYTES >> 20));
    }
  }
}
