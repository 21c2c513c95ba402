-- Live tail against hourly aggregates: employees per interest that reached the log in the last hours, beside how many an hour has
-- had on average. Kafka joined with Cassandra; of the log only the offsets since then are read.
-- :hours:bigint = 1
SELECT
  coalesce(tail.interest, hourly.interest) AS interest,
  coalesce(tail.employees, 0) AS in_the_tail,
  hourly.per_hour AS per_hour_so_far,
  tail.newest
FROM (
  SELECT trim(interest) AS interest, count(*) AS employees, max(_timestamp) AS newest
  FROM ${topic.append_employees}
  CROSS JOIN UNNEST(split(interests, ',')) AS interests (interest)
  WHERE _timestamp >= localtimestamp - :hours * INTERVAL '1' HOUR
    AND trim(interest) <> ''
  GROUP BY trim(interest)
) AS tail
FULL JOIN (
  SELECT interest, round(avg(CAST(headcount AS double)), 2) AS per_hour
  FROM ${table.employees_by_interest}
  GROUP BY interest
) AS hourly ON hourly.interest = tail.interest
ORDER BY in_the_tail DESC, interest
LIMIT 20
