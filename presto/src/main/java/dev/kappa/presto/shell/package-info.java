/** SQL typed line by line: history, completion, statements over several lines. */
package dev.kappa.presto.shell;
