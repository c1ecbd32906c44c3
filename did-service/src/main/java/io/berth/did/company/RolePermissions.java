package io.berth.did.company;

import io.berth.api.Permission;
import io.berth.api.company.CompanyCommand.Role;
import java.util.EnumSet;
import java.util.Set;

/** Lists the permissions of each role. */
final class RolePermissions {

  private RolePermissions() {}

  /** With regard to a company and its apps. */
  static Set<Permission> of(Role role) {
    return switch (role) {
      case OWNER ->
          EnumSet.of(
              Permission.APP_READ,
              Permission.APP_WRITE,
              Permission.APP_SECRETS,
              Permission.APP_PAYOUTS,
              Permission.ORDER_READ,
              Permission.MONEY_READ,
              Permission.DISPUTE_ANSWER,
              Permission.REFUND,
              Permission.CALLBACKS_WRITE,
              Permission.COMPANY_READ,
              Permission.COMPANY_WRITE,
              Permission.MEMBERS_WRITE,
              Permission.AUDIT_READ);
      // Orders are what callbacks are about, and what a developer looks for a mistake in.
      case DEVELOPER ->
          EnumSet.of(
              Permission.APP_READ,
              Permission.APP_WRITE,
              Permission.APP_SECRETS,
              Permission.ORDER_READ,
              Permission.MONEY_READ,
              Permission.CALLBACKS_WRITE,
              Permission.COMPANY_READ);
      case FINANCE ->
          EnumSet.of(
              Permission.APP_READ,
              Permission.ORDER_READ,
              Permission.MONEY_READ,
              Permission.DISPUTE_ANSWER,
              Permission.REFUND,
              Permission.COMPANY_READ);
      case SUPPORT ->
          EnumSet.of(
              Permission.APP_READ,
              Permission.ORDER_READ,
              Permission.DISPUTE_ANSWER,
              Permission.COMPANY_READ);
      case READ_ONLY -> EnumSet.of(Permission.APP_READ, Permission.COMPANY_READ);
    };
  }

  /** Permissions of an operator who has passed the second factor. */
  static Set<Permission> ofOperators() {
    return EnumSet.of(
        Permission.APP_READ,
        Permission.ORDER_READ,
        Permission.MONEY_READ,
        Permission.COMPANY_READ,
        Permission.OPERATE_READ,
        Permission.OPERATE_APPS,
        Permission.OPERATE_USERS,
        Permission.OPERATE_MONEY,
        Permission.OPERATE_APPROVE);
  }
}
