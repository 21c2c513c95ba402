/** Reading a file that grows, is rotated and is truncated, from where it was left. */
package dev.kappa.ingest.follow;
