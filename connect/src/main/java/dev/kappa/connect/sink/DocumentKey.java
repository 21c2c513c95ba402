package dev.kappa.connect.sink;

/** Which document: writes to one are kept in the order of the log. */
public record DocumentKey(String index, String id) {}
