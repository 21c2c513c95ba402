-- Headcount and salaries by interest and hour.
SELECT *
FROM ${table.employees_by_interest}
