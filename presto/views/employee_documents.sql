-- Employees as they can be searched.
SELECT *
FROM ${index.append_employees}
