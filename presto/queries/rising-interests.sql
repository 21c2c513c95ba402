-- Interests that rise: the newest hour's headcount against the hour before.
WITH hours AS (
  SELECT interest, window_start, headcount, max(window_start) OVER () AS newest
  FROM ${table.employees_by_interest}
)
SELECT
  interest,
  coalesce(sum(headcount) FILTER (WHERE window_start = newest - INTERVAL '1' HOUR), 0) AS hour_before,
  sum(headcount) FILTER (WHERE window_start = newest) AS newest_hour
FROM hours
GROUP BY interest
HAVING sum(headcount) FILTER (WHERE window_start = newest)
  > coalesce(sum(headcount) FILTER (WHERE window_start = newest - INTERVAL '1' HOUR), 0)
ORDER BY newest_hour - hour_before DESC, interest
LIMIT 20
