-- Dead letters: what could not be taken, by stage, reason and topic, with the newest example of each.
SELECT
  from_utf8(_headers['kappa.stage'][1]) AS stage,
  from_utf8(_headers['kappa.reason'][1]) AS reason,
  from_utf8(_headers['kappa.topic'][1]) AS topic,
  count(*) AS letters,
  max(_timestamp) AS newest,
  max_by(substr(from_utf8(to_utf8(_message)), 1, 60), _timestamp) AS example
FROM ${topic.dead_letters}
WHERE element_at(_headers, 'kappa.stage') IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY letters DESC, stage, reason, topic
LIMIT 20
