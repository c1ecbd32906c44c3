package io.berth.service.change;

import io.berth.api.Command;
import io.berth.api.change.PendingChange.Difference;
import java.util.List;

/**
 * Change that somebody proposes.
 *
 * @param action for example {@code app.terms}
 * @param object kind and id, for example {@code app/testapp}
 * @param differences what it changes, for people
 * @param reason may be empty where the operator's token carries it
 * @param command what is carried out; never holds a secret, since it is stored as it is
 */
public record Proposal(
    String action, String object, List<Difference> differences, String reason, Command command) {}
