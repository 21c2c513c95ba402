-- Sessions by interest: a user's actions without a long pause between them are a session; its interest is the category that it read
-- most. How many sessions each interest has, and how long they are.
-- :pause_minutes:bigint = 30
WITH actions AS (
  SELECT "user", category, from_iso8601_timestamp(at) AS at, _partition_id, _partition_offset
  FROM ${topic.enriched_actions}
  WHERE "user" IS NOT NULL
),
marked AS (
  SELECT
    *,
    at - lag(at) OVER (PARTITION BY "user" ORDER BY at, _partition_id, _partition_offset)
      > :pause_minutes * INTERVAL '1' MINUTE AS after_pause
  FROM actions
),
numbered AS (
  SELECT
    *,
    count_if(after_pause) OVER (PARTITION BY "user" ORDER BY at, _partition_id, _partition_offset) AS session
  FROM marked
),
reads AS (
  SELECT "user", session, category, count(*) AS actions, min(at) AS began, max(at) AS ended
  FROM numbered
  GROUP BY "user", session, category
),
sessions AS (
  SELECT
    "user",
    session,
    element_at(array_agg(category ORDER BY actions DESC, category), 1) AS interest,
    sum(actions) AS actions,
    date_diff('second', min(began), max(ended)) AS seconds
  FROM reads
  GROUP BY "user", session
)
SELECT
  interest,
  count(*) AS sessions,
  count(DISTINCT "user") AS users,
  round(avg(CAST(actions AS double)), 2) AS actions_a_session,
  round(avg(CAST(seconds AS double)), 1) AS seconds_a_session
FROM sessions
GROUP BY interest
ORDER BY sessions DESC, interest
LIMIT 20
