package io.berth.api.user;

import java.util.Set;

/**
 * A user as one app knows them.
 *
 * @param grantedScopes empty after a revocation; the ids stay
 * @param version ascends per record; older ones are ignored
 */
public record IdentityRecord(
    String appId,
    String companyId,
    long uid,
    String openId,
    String unionId,
    Set<Integer> grantedScopes,
    long version) {}
