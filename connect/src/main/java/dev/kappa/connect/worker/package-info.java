/** What {@code kappa connect} asks a Kafka Connect worker through its REST interface. */
package dev.kappa.connect.worker;
