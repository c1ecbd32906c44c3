package io.berth.did.consent;

import io.berth.api.app.AppRecord;
import io.berth.did.identity.Identities.Identity;
import io.berth.did.web.Forms.Form;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Offers the scopes of one authorization, with the earlier decisions of the player.
 *
 * @param requested by the link and owned by the app
 * @param required by the app, as far as they are requested
 * @param granted since the last revocation; leaving a scope out later takes nothing of it back
 * @param refused left out when the player was last asked
 * @param asksOnce the app may skip the page where everything has been decided
 */
record ScopeChoices(
    Set<Integer> requested,
    Set<Integer> required,
    Set<Integer> granted,
    Set<Integer> refused,
    boolean asksOnce) {
  /** Later consents are automatic. */
  private static final int AUTOMATIC = 9;

  /** Takes payments without asking, so a player has to ask for it: nothing ticks it beforehand. */
  private static final int OPEN_PAYMENTS = 12;

  private static final String TICKED = "on";

  /**
   * @param identity null for a player who is new to the app
   */
  static ScopeChoices of(AppRecord app, Set<Integer> requested, @Nullable Identity identity) {
    Set<Integer> required = new TreeSet<>(app.policy().requiredScopes());
    required.retainAll(requested);
    required.remove(OPEN_PAYMENTS);
    return new ScopeChoices(
        requested,
        required,
        identity == null ? Set.of() : identity.record().grantedScopes(),
        identity == null ? Set.of() : identity.refused(),
        app.policy().scopes().contains(AUTOMATIC));
  }

  /**
   * @param required ticked, and cannot be unticked
   * @param before the grant has it already: leaving it out does not take it back
   */
  record Box(int scope, boolean ticked, boolean required, boolean before) {}

  /**
   * @param refused shown and left out
   */
  record Choice(Set<Integer> accepted, Set<Integer> refused) {}

  List<Box> boxes() {
    return requested.stream().filter(scope -> scope != OPEN_PAYMENTS).map(this::box).toList();
  }

  /** Null where the link does not ask for it. */
  @Nullable Box openPayments() {
    return requested.contains(OPEN_PAYMENTS) ? box(OPEN_PAYMENTS) : null;
  }

  private Box box(int scope) {
    boolean fixed = required.contains(scope);
    boolean ticked = fixed || (scope != OPEN_PAYMENTS && !refused.contains(scope));
    return new Box(scope, ticked, fixed, granted.contains(scope));
  }

  private boolean accepted(int scope) {
    return granted.contains(scope) && !refused.contains(scope);
  }

  /** What the player decided before, where nothing is left to be asked; else null. */
  @Nullable Choice decidedBefore() {
    boolean decided =
        asksOnce
            && accepted(AUTOMATIC)
            && required.stream().allMatch(this::accepted)
            && requested.stream().allMatch(s -> granted.contains(s) || refused.contains(s));
    Choice choice = choice(this::accepted);
    return decided && !choice.accepted().isEmpty() ? choice : null;
  }

  /** A form that was not made of the boxes accepts all but payments without asking. */
  Choice in(Form form) {
    return form.fields().containsKey("scopes_shown")
        ? choice(scope -> required.contains(scope) || form.text("scope_" + scope).equals(TICKED))
        : new Choice(choice(scope -> scope != OPEN_PAYMENTS).accepted(), Set.of());
  }

  private Choice choice(IntPredicate accepts) {
    Set<Integer> yes = new TreeSet<>();
    Set<Integer> no = new TreeSet<>();
    requested.forEach(scope -> (accepts.test(scope) ? yes : no).add(scope));
    return new Choice(yes, no);
  }
}
