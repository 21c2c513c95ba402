package dev.kappa.spark.io;

import org.apache.hadoop.conf.Configuration;

/** Hadoop's settings where checkpoints are on {@link PlainLocalFileSystem}, as jobs have them. */
final class LocalFiles {
  private LocalFiles() {}

  static Configuration settings() {
    var hadoop = new Configuration();
    hadoop.set("fs.file.impl", PlainLocalFileSystem.class.getName());
    hadoop.set("fs.AbstractFileSystem.file.impl", PlainLocalFileSystem.Context.class.getName());
    return hadoop;
  }
}
