-- Employees as they stand in the log, with numbers as numbers and interests as an array.
SELECT
  firstname,
  lastname,
  designation,
  try_cast(salary AS double) AS salary,
  try(CAST(dateofjoining AS date)) AS dateofjoining,
  address,
  gender,
  age,
  maritalstatus,
  transform(split(interests, ','), interest -> trim(interest)) AS interests,
  _timestamp AS written,
  _partition_id AS kafka_partition,
  _partition_offset AS kafka_offset
FROM ${topic.append_employees}
WHERE NOT _message_corrupt
