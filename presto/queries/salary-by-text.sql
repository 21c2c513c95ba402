-- Salary of those who are found by a term: per designation, how many there are and what they earn, beside all of that designation.
-- The search runs in Elasticsearch, all employees come from Kafka. Search operators are + and -, since Trino lowers every name.
-- :term = internet
SELECT
  found.designation,
  found.employees AS found_by_text,
  found.average_salary,
  everybody.employees AS everybody,
  everybody.average_salary AS average_salary_of_everybody
FROM (
  SELECT designation, count(*) AS employees, round(avg(salary), 2) AS average_salary
  FROM ${index.append_employees: :term}
  GROUP BY designation
) AS found
JOIN (
  SELECT
    designation,
    count(*) AS employees,
    round(avg(try_cast(salary AS double)), 2) AS average_salary
  FROM ${topic.append_employees}
  GROUP BY designation
) AS everybody ON everybody.designation = found.designation
ORDER BY found_by_text DESC, found.designation
LIMIT 20
