-- What the two jobs write for the other files, and one window of ten seconds that no minute's sum may count.
INSERT INTO ${table.actions_by_page} (page, day, window_seconds, window_start, actions, distinct_users)
VALUES
  ('home', '2026-11-23', 60, TIMESTAMP '2026-11-23 10:00:00.000 UTC', 2, 2),
  ('home', '2026-11-23', 10, TIMESTAMP '2026-11-23 10:00:00.000 UTC', 1, 1),
  ('home', '2026-11-23', 60, TIMESTAMP '2026-11-23 10:01:00.000 UTC', 1, 1),
  ('shop', '2026-11-23', 60, TIMESTAMP '2026-11-23 10:00:00.000 UTC', 1, 1),
  ('shop', '2026-11-23', 60, TIMESTAMP '2026-11-23 10:01:00.000 UTC', 1, 1),
  ('shop', '2026-11-23', 60, TIMESTAMP '2026-11-23 11:00:00.000 UTC', 1, 1),
  ('lost', '2026-11-23', 60, TIMESTAMP '2026-11-23 10:01:00.000 UTC', 1, 1),
  ('lost', '2026-11-23', 60, TIMESTAMP '2026-11-23 11:00:00.000 UTC', 1, 0);

INSERT INTO ${table.employees_by_interest}
  (interest, day, window_start, headcount, average_salary, lowest_salary, highest_salary, average_age)
VALUES
  ('Internet', '2026-11-23', TIMESTAMP '2026-11-23 10:00:00.000 UTC', 1, 100000, 100000, 100000, 30),
  ('Planking', '2026-11-23', TIMESTAMP '2026-11-23 10:00:00.000 UTC', 1, 50000, 50000, 50000, 40),
  ('Developers Summit', '2026-11-23', TIMESTAMP '2026-11-23 10:00:00.000 UTC', 2, 75000, 50000, 100000, 35),
  ('Internet', '2026-11-23', TIMESTAMP '2026-11-23 11:00:00.000 UTC', 2, 100000, 50000, 150000, 35),
  ('Planking', '2026-11-23', TIMESTAMP '2026-11-23 11:00:00.000 UTC', 1, 150000, 150000, 150000, 50),
  ('Developers Summit', '2026-11-23', TIMESTAMP '2026-11-23 11:00:00.000 UTC', 2, 100000, 50000, 150000, 35);
