-- Reference data as it is now: the newest record of each page, without those that were deleted.
SELECT
  _key AS page,
  max_by(category, _partition_offset) AS category,
  max_by(title, _partition_offset) AS title,
  max_by(url, _partition_offset) AS url,
  max(_timestamp) AS changed
FROM ${topic.pages}
WHERE _key IS NOT NULL
GROUP BY _key
HAVING max_by(_message_length, _partition_offset) > 0
