package io.berth.pay.identity;

import io.berth.api.Caller;
import io.berth.api.DidCommand.ResolveIdentity;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.dialect.App;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.did.DidService;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds out whom a command is about. */
@Component
public class Parties {

  private final Identities identities;
  private final DidService did;

  Parties(Identities identities, DidService did) {
    this.identities = identities;
    this.did = did;
  }

  /** Any existing user, whether or not they know the app; {@link Refused} where there is none. */
  public Mono<Party> find(App app, Subject subject, Caller caller) {
    return switch (subject) {
      case Subject.OpenId openId -> byOpenId(app, openId, caller);
      case Subject.OpenIdAndUid(String openId, long uid) ->
          byOpenId(app, new Subject.OpenId(openId), caller)
              .doOnNext(
                  party -> {
                    if (party.uid() != uid) {
                      throw Refused.because(
                          ErrorCode.BAD_PARAMETER, "OpenId and uid name different users");
                    }
                  });
      case Subject.Uid(long uid) -> byUid(app, uid, caller);
      case Subject.Admin _ -> Mono.just(new Party(app.adminUid(), null, Set.of()));
      case Subject.Self _ -> {
        Long uid = caller.uid();
        yield uid == null
            ? Refused.ifEmpty(ErrorCode.BAD_PARAMETER, "no user named")
            : byUid(app, uid, caller);
      }
    };
  }

  private Mono<Party> byOpenId(App app, Subject.OpenId subject, Caller caller) {
    return identities
        .byOpenId(app.appId(), subject.openId())
        .switchIfEmpty(Mono.defer(() -> ask(app, subject, caller)));
  }

  private Mono<Party> byUid(App app, long uid, Caller caller) {
    return identities
        .byUid(app.appId(), uid)
        .switchIfEmpty(Mono.defer(() -> ask(app, new Subject.Uid(uid), caller)));
  }

  private Mono<Party> ask(App app, Subject subject, Caller caller) {
    return did.ask(
            new ResolveIdentity(app.appId(), subject),
            DidService.RESOLVE_IDENTITY,
            caller.requestId())
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Identity found ->
                      new Party(found.uid(), found.openId(), found.grantedScopes());
                  case Outcome.Refusal refusal -> throw Refused.because(refusal);
                  default -> throw new IllegalStateException("did-service answers " + outcome);
                });
  }

  /**
   * @throws Refused where the user does not grant the app this scope, or their token does not
   */
  public static void requireGrant(Party party, Scope scope, Caller caller) {
    Set<Integer> granted =
        caller.kind() == Caller.Kind.CLIENT ? caller.scopes() : party.grantedScopes();
    if (!granted.contains(scope.number())) {
      throw Refused.because(ErrorCode.GRANT_LACKS_SCOPE, "scope " + scope.number());
    }
  }
}
