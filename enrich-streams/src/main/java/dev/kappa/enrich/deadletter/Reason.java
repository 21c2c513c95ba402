package dev.kappa.enrich.deadletter;

/** Why a record is set aside; the code is what stands in the dead letter. */
public enum Reason {
  NO_VALUE("no-value"),
  NO_KEY("no-key"),
  NOT_UTF8("not-utf8"),
  NOT_JSON("not-json"),
  NOT_AN_OBJECT("not-an-object"),
  MISSING_FIELD("missing-field"),
  WRONG_TYPE("wrong-type"),
  BAD_TIME("bad-time"),
  TOO_LARGE("too-large"),
  /** Nothing that was foreseen: a fault of the program, kept so that it can be re-driven. */
  FAILED("failed");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /** Stable, in kebab-case. */
  public String code() {
    return code;
  }
}
