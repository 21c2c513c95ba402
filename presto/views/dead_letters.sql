-- Dead letters with what their headers say; the value as it was.
SELECT
  from_utf8(element_at(_headers, 'kappa.stage')[1]) AS stage,
  from_utf8(element_at(_headers, 'kappa.reason')[1]) AS reason,
  from_utf8(element_at(_headers, 'kappa.exception')[1]) AS exception,
  from_utf8(element_at(_headers, 'kappa.topic')[1]) AS topic,
  try_cast(from_utf8(element_at(_headers, 'kappa.partition')[1]) AS integer) AS partition,
  try_cast(from_utf8(element_at(_headers, 'kappa.offset')[1]) AS bigint) AS "offset",
  try_cast(from_utf8(element_at(_headers, 'kappa.attempt')[1]) AS integer) AS attempt,
  _key AS key,
  to_utf8(_message) AS value,
  _timestamp AS written
FROM ${topic.dead_letters}
