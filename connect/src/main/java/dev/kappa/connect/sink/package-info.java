/**
 * What the Elasticsearch sink connector does with a record: {@code SinkRecord} -> {@link
 * dev.kappa.connect.sink.Operation} -> bulk request -> written, dead-lettered, or tried again; its
 * offset is committed when it is one of the first two.
 */
package dev.kappa.connect.sink;
