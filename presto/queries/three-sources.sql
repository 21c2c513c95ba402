-- For each page: actions in the log, actions counted per minute, and documents in the search index. The three columns agree once every stage has read everything.
-- Kafka joined with Cassandra and Elasticsearch.
SELECT
  coalesce(log.page, counted.page, indexed.page) AS page,
  log.category,
  log.actions AS in_kafka,
  counted.actions AS in_cassandra,
  indexed.actions AS in_elasticsearch
FROM (
  SELECT name AS page, max(category) AS category, count(DISTINCT uuid) AS actions
  FROM ${topic.enriched_actions}
  WHERE NOT _message_corrupt
  GROUP BY name
) AS log
FULL JOIN (
  SELECT page, sum(actions) AS actions
  FROM ${table.actions_by_page}
  GROUP BY page
) AS counted ON counted.page = log.page
FULL JOIN (
  SELECT name AS page, count(*) AS actions
  FROM ${index.enriched_actions}
  GROUP BY name
) AS indexed ON indexed.page = coalesce(log.page, counted.page)
ORDER BY in_kafka DESC NULLS LAST, page
LIMIT 20
