-- Orders and revenue per shop and hour.
--
-- topic: shop.orders
-- schema: id STRING NOT NULL, shop STRING NOT NULL,
--         amount DECIMAL(12,2) NOT NULL, coupon STRING,
--         placed TIMESTAMP NOT NULL
-- event time: placed
-- watermark: 1 hour
-- identity: id
-- table: orders_by_shop
-- partition key: shop, day
-- clustering key: window_start desc
-- time to live: 90 days

SELECT
  shop,
  date_format(window.start, 'yyyy-MM-dd') AS day,
  window.start AS window_start,
  count(*) AS orders,
  count(coupon) AS with_coupon,
  sum(amount) AS revenue,
  max(amount) AS largest_order
FROM events
GROUP BY shop, window(placed, '1 hour')
