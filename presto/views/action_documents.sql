-- Actions as they can be searched.
SELECT *
FROM ${index.enriched_actions}
