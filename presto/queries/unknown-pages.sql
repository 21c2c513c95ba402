-- Unknown pages: names in actions for which there is no reference data, with when they were first and last seen.
SELECT
  name AS page,
  count(*) AS actions,
  count(DISTINCT "user") AS users,
  min(from_iso8601_timestamp(at)) AS first_seen,
  max(from_iso8601_timestamp(at)) AS last_seen
FROM ${topic.enriched_actions}
WHERE category = 'unknown'
GROUP BY name
ORDER BY actions DESC, page
LIMIT 20
