package io.berth.pay.identity;

import io.berth.pay.access.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user as one app knows them.
 *
 * @param openId null for a user who never authorized the app
 */
public record Party(long uid, @Nullable String openId, Set<Integer> grantedScopes) {

  boolean grants(Scope scope) {
    return grantedScopes.contains(scope.number());
  }
}
