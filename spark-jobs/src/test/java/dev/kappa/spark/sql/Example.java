package dev.kappa.spark.sql;

import java.nio.file.Path;

/** The files that docs/own-jobs.md explains. */
public final class Example {
  /** Their folder. */
  public static final Path FOLDER =
      Path.of(System.getProperty("kappa.root"), "docs", "examples", "own-jobs");

  public static final Path ORDERS = FOLDER.resolve("orders-by-shop.sql");
  public static final Path READERS = FOLDER.resolve("readers-by-category.sql");
  public static final Path JAVA = FOLDER.resolve("java");

  private Example() {}
}
