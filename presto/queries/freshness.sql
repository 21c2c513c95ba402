-- Freshness: the newest record, window or document of each table, and how far it is behind the newest of all. Of each topic only the
-- last hours are read.
-- :hours:bigint = 24
WITH newest AS (
  SELECT 'kafka' AS source, '${name.employees}' AS "table", max(_timestamp) AS newest
  FROM ${topic.employees} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'kafka', '${name.append_employees}', max(_timestamp)
  FROM ${topic.append_employees} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'kafka', '${name.actions}', max(_timestamp)
  FROM ${topic.actions} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'kafka', '${name.pages}', max(_timestamp)
  FROM ${topic.pages} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'kafka', '${name.enriched_actions}', max(_timestamp)
  FROM ${topic.enriched_actions} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'kafka', '${name.action_counts}', max(_timestamp)
  FROM ${topic.action_counts} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'kafka', '${name.fulltext}', max(_timestamp)
  FROM ${topic.fulltext} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'kafka', '${name.dead_letters}', max(_timestamp)
  FROM ${topic.dead_letters} WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
  UNION ALL
  SELECT 'cassandra', 'employees_by_interest', CAST(max(window_start) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.employees_by_interest}
  UNION ALL
  SELECT 'cassandra', 'actions_by_page', CAST(max(window_start) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.actions_by_page}
  UNION ALL
  SELECT 'elasticsearch', '${name.enriched_actions}', max(at)
  FROM ${index.enriched_actions}
)
SELECT
  source,
  "table",
  newest,
  date_diff('second', newest, max(newest) OVER ()) AS seconds_behind
FROM newest
ORDER BY seconds_behind NULLS LAST, source, "table"
