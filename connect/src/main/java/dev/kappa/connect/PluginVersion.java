package dev.kappa.connect;

import java.util.Optional;

/** The version that the plugin's jar was built as. */
final class PluginVersion {
  private PluginVersion() {}

  static String get() {
    return Optional.ofNullable(PluginVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
