package dev.kappa.presto.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableNameTest {
  @ParameterizedTest
  @CsvSource({
    "sample.employees, sample.employees, sample.employees",
    "sample.append_employees, sample.append_employees, sample.append_employees",
    "actions, default.actions, '\"default\".actions'",
    "a.b.c, a.b_c, a.b_c",
    "Shop.Page-Views, shop.page_views, shop.page_views",
    "2026.events, 2026.events, '\"2026\".events'",
    ".hidden, default._hidden, '\"default\"._hidden'",
    "open., default.open_, '\"default\".open_'",
  })
  void takesSchemaAndTableFromTheTopicsName(String topic, String name, String sql) {
    assertThat(TableName.ofTopic(topic)).hasToString(name);
    assertThat(TableName.ofTopic(topic).sql()).isEqualTo(sql);
  }
}
