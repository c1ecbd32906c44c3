package io.berth.did.company;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits of mails with invitations.
 *
 * @param perCompany Mails with invitations of one company in an hour, 1 to 1000.
 * @param perPerson Mails with invitations of one person in an hour, for all their companies, 1 to
 *     1000.
 * @param perCompanyAndRecipient Mails with invitations of one company to one address in a day, 1 to
 *     1000.
 * @param perRecipient Mails with invitations of all companies to one address in a day, 1 to 1000.
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
