package dev.kappa.connect.sink;

/** How a record's value gets into its document. */
public enum WriteMethod {
  /** It becomes the document, whatever was there. */
  INSERT,
  /** Its fields go over those of the document; the document is made where there is none. */
  UPSERT
}
