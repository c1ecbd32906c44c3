package io.berth.did.company;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits of mails with invitations.
 *
 * @param perCompany an hour
 * @param perPerson an hour, by one person for all their companies
 * @param perCompanyAndRecipient a day, by one company to one address
 * @param perRecipient a day, to one address by all companies
 */
@ConfigurationProperties("berth.did.invitations")
record InvitationProperties(
    @DefaultValue("10") int perCompany,
    @DefaultValue("10") int perPerson,
    @DefaultValue("3") int perCompanyAndRecipient,
    @DefaultValue("5") int perRecipient) {
  InvitationProperties {
    require("per-company", perCompany);
    require("per-person", perPerson);
    require("per-company-and-recipient", perCompanyAndRecipient);
    require("per-recipient", perRecipient);
  }

  private static void require(String name, int value) {
    Assert.isTrue(
        value >= 1 && value <= 1000, "berth.did.invitations." + name + " is not in 1..1000");
  }
}
