-- Late share: per minute of event time, how many actions reached the log more than some minutes after they happened. A record
-- without an event time happened when it was written. Of the log only the last days are read.
-- :minutes:bigint = 5
-- :days:bigint = 1
WITH actions AS (
  SELECT
    coalesce(try(from_iso8601_timestamp(at)), with_timezone(_timestamp, 'UTC')) AS happened,
    with_timezone(_timestamp, 'UTC') AS written
  FROM ${topic.actions}
  WHERE _timestamp >= localtimestamp - :days * INTERVAL '1' DAY
    AND NOT _message_corrupt
)
SELECT
  date_trunc('minute', happened) AS minute,
  count(*) AS actions,
  count_if(written - happened > :minutes * INTERVAL '1' MINUTE) AS late,
  round(
    CAST(count_if(written - happened > :minutes * INTERVAL '1' MINUTE) AS double) / count(*), 3
  ) AS late_share
FROM actions
GROUP BY date_trunc('minute', happened)
ORDER BY late_share DESC, minute DESC
LIMIT 20
