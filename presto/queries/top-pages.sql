-- Top pages with their reference data: actions counted by the minute, and the newest record of each page. Cassandra joined with Kafka.
SELECT counted.page, page.category, page.title, page.url, counted.actions
FROM (
  SELECT page, sum(actions) AS actions
  FROM ${table.actions_by_page}
  WHERE window_seconds = 60
  GROUP BY page
) AS counted
LEFT JOIN (
  SELECT
    _key AS name,
    max_by(category, _partition_offset) AS category,
    max_by(title, _partition_offset) AS title,
    max_by(url, _partition_offset) AS url
  FROM ${topic.pages}
  GROUP BY _key
) AS page ON page.name = counted.page
ORDER BY counted.actions DESC, counted.page
LIMIT 20
