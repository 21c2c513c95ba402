-- Per page: actions in the log, actions counted by the minute, and actions that can be searched. The three agree once every stage has
-- read everything. Kafka joined with Cassandra and Elasticsearch.
SELECT
  coalesce(log.page, counted.page, searchable.page) AS page,
  log.category,
  coalesce(log.actions, 0) AS in_kafka,
  coalesce(counted.actions, 0) AS in_cassandra,
  coalesce(searchable.actions, 0) AS in_elasticsearch
FROM (
  SELECT name AS page, max(category) AS category, count(*) AS actions
  FROM ${topic.enriched_actions}
  WHERE name IS NOT NULL
  GROUP BY name
) AS log
FULL JOIN (
  SELECT page, sum(actions) AS actions
  FROM ${table.actions_by_page}
  WHERE window_seconds = 60
  GROUP BY page
) AS counted ON counted.page = log.page
FULL JOIN (
  SELECT name AS page, count(*) AS actions
  FROM ${index.enriched_actions}
  WHERE name IS NOT NULL
  GROUP BY name
) AS searchable ON searchable.page = coalesce(log.page, counted.page)
ORDER BY in_kafka DESC, page
LIMIT 20
