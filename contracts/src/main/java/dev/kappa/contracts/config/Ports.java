package dev.kappa.contracts.config;

/** The loopback ports of the local stack's servers. */
public record Ports(
    int kafka,
    int kafkaController,
    int kafkaMetrics,
    int connect,
    int connectMetrics,
    int cassandra,
    int cassandraStorage,
    int elasticsearch,
    int elasticsearchTransport,
    int trino,
    int monitor) {}
