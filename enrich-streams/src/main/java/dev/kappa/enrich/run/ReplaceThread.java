package dev.kappa.enrich.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream thread that dies is replaced, after a pause that keeps a lasting fault from spinning.
 */
final class ReplaceThread implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ReplaceThread.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final CountDownLatch stop;

  ReplaceThread(CountDownLatch stop) {
    this.stop = stop;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    LOG.error("a stream thread died and is replaced", failure);
    try {
      return stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
          ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
          : StreamThreadExceptionResponse.REPLACE_THREAD;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
  }
}
