package io.berth.did.name;

import io.berth.did.text.DisplayName;
import io.berth.service.json.BerthJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/**
 * Puts the names of the present companies on record. Where two look the same, the older company
 * keeps the name; the other one keeps its own until it is renamed.
 */
@Component
final class V591__FillCompanyNames extends BaseJavaMigration {
  private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

  @Override
  public void migrate(Context context) throws SQLException {
    try (PreparedStatement insert =
        context
            .getConnection()
            .prepareStatement(
                """
                insert into company_names (skeleton, company_id) values (?, ?)
                on conflict do nothing
                """)) {
      for (Map.Entry<String, String> owner : owners(context).entrySet()) {
        insert.setString(1, owner.getKey());
        insert.setString(2, owner.getValue());
        insert.executeUpdate();
      }
    }
  }

  private static Map<String, String> owners(Context context) throws SQLException {
    Map<String, String> owners = new LinkedHashMap<>();
    try (Statement statement = context.getConnection().createStatement();
        ResultSet rows =
            statement.executeQuery("select company_id, name from companies order by created_at")) {
      while (rows.next()) {
        String companyId = rows.getString("company_id");
        BerthJson.mapper()
            .readValue(rows.getString("name"), NAMES)
            .values()
            .forEach(name -> owners.putIfAbsent(DisplayName.skeleton(name), companyId));
      }
    }
    return owners;
  }
}
