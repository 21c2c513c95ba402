-- Freshness: the newest record, window or document of each table, and how far it is behind the newest of all. Of each topic only the
-- last hours are read. Documents of employees and texts have no time of their own.
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
  SELECT 'cassandra', 'actions_by_category', CAST(max(window_start) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.actions_by_category}
  UNION ALL
  SELECT 'cassandra', 'salaries_by_designation', CAST(max(CAST(day AS date)) AS timestamp(3))
  FROM ${table.salaries_by_designation}
  UNION ALL
  SELECT 'cassandra', 'late_rows_by_job', CAST(max(event_time) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.late_rows_by_job}
  UNION ALL
  SELECT 'cassandra', 'top_pages', CAST(max(window_start) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.top_pages}
  UNION ALL
  SELECT 'cassandra', 'user_sessions', CAST(max(session_end) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.user_sessions}
  UNION ALL
  SELECT 'cassandra', 'page_transitions', CAST(max(window_start) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.page_transitions}
  UNION ALL
  SELECT 'cassandra', 'unusual_traffic', CAST(max(window_start) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.unusual_traffic}
  UNION ALL
  SELECT 'cassandra', 'stage_audit', CAST(max(window_start) AT TIME ZONE 'UTC' AS timestamp(3))
  FROM ${table.stage_audit}
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
