-- Who reads what, by the quarter of an hour.
--
-- topic: analyze.enriched_action
-- record: EnrichedAction
-- event time: at
-- identity: uuid
-- table: readers_by_category
-- partition key: category, day
-- clustering key: window_start desc

SELECT
  coalesce(category, 'unknown') AS category,
  date_format(window.start, 'yyyy-MM-dd') AS day,
  window.start AS window_start,
  count(*) AS actions,
  approx_count_distinct(user) AS readers
FROM events
GROUP BY coalesce(category, 'unknown'), window(at, '15 minutes')
