-- Actions with their pages' reference data as they stand in the log, and when they happened.
SELECT
  uuid,
  uri,
  name AS page,
  "user",
  try(from_iso8601_timestamp(at)) AS at,
  category,
  title,
  _timestamp AS written,
  _partition_id AS kafka_partition,
  _partition_offset AS kafka_offset
FROM ${topic.enriched_actions}
