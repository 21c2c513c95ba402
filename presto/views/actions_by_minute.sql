-- Actions counted by page and minute.
SELECT page, day, window_start, actions, distinct_users
FROM ${table.actions_by_page}
WHERE window_seconds = 60
