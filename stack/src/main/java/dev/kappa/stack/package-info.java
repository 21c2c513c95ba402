/**
 * The local stack: real servers on this machine, each a child process with a class path of its own
 * that lives on when the command that started it has ended.
 */
package dev.kappa.stack;
