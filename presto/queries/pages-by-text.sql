-- Full text joined with aggregates: the pages whose title or address is found by a term, with their actions counted by the minute.
-- The search runs in Elasticsearch, the counts come from Cassandra. Search operators are + and -, since Trino lowers every name.
-- :term = cotton
SELECT
  found.page,
  found.title,
  sum(counted.actions) AS actions,
  max(counted.actions) AS busiest_minute,
  max_by(counted.window_start, ROW(counted.actions, counted.window_start)) AS busiest_at
FROM (
  SELECT name AS page, max(title) AS title
  FROM ${index.enriched_actions: :term}
  GROUP BY name
) AS found
JOIN ${table.actions_by_page} AS counted
  ON counted.page = found.page AND counted.window_seconds = 60
GROUP BY found.page, found.title
ORDER BY actions DESC, found.page
LIMIT 20
