-- Who reads what: for the users with most actions, how their actions spread over the categories.
WITH reads AS (
  SELECT "user", category, count(*) AS actions
  FROM ${topic.enriched_actions}
  WHERE "user" IS NOT NULL
  GROUP BY "user", category
),
shares AS (
  SELECT "user", category, actions, sum(actions) OVER (PARTITION BY "user") AS of_all
  FROM reads
)
SELECT "user", category, actions, round(CAST(actions AS double) / of_all, 2) AS share
FROM shares
ORDER BY of_all DESC, "user", actions DESC, category
LIMIT 20
