-- Per interest: employees in the log, employees counted by the hour, and employees that can be searched. The three agree once every
-- stage has read everything. Kafka joined with Cassandra and Elasticsearch.
SELECT
  coalesce(log.interest, counted.interest, searchable.interest) AS interest,
  coalesce(log.employees, 0) AS in_kafka,
  coalesce(counted.employees, 0) AS in_cassandra,
  coalesce(searchable.employees, 0) AS in_elasticsearch,
  counted.average_salary
FROM (
  SELECT trim(interest) AS interest, count(*) AS employees
  FROM ${topic.append_employees}
  CROSS JOIN UNNEST(split(interests, ',')) AS interests (interest)
  WHERE trim(interest) <> ''
  GROUP BY trim(interest)
) AS log
FULL JOIN (
  SELECT
    interest,
    sum(headcount) AS employees,
    round(sum(CAST(average_salary AS double) * headcount) / sum(headcount), 2) AS average_salary
  FROM ${table.employees_by_interest}
  GROUP BY interest
) AS counted ON counted.interest = log.interest
FULL JOIN (
  SELECT trim(interest) AS interest, count(*) AS employees
  FROM ${index.append_employees}
  CROSS JOIN UNNEST(split(interests, ',')) AS interests (interest)
  WHERE trim(interest) <> ''
  GROUP BY trim(interest)
) AS searchable ON searchable.interest = coalesce(log.interest, counted.interest)
ORDER BY in_kafka DESC, interest
LIMIT 20
