package io.berth.pay.identity;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.user.UserCommand.ResolveIdentities;
import io.berth.api.user.UserCommand.ResolveIdentities.Wanted;
import io.berth.api.user.UserOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.did.DidService;
import io.berth.service.batch.Batcher;
import io.berth.service.batch.Batcher.Limits;
import io.berth.service.trace.RequestId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds out whom a command is about. */
@Component
public class Parties {

  private static final Limits LIMITS =
      new Limits(256, 2, 4096, Duration.ZERO, Duration.ofSeconds(12));

  private final Identities identities;
  private final DidService did;
  // Whom the copy lacks: did-service is asked once for all who come together.
  private final Batcher<Wanted, Outcome> unknownUsers;

  Parties(Identities identities, DidService did) {
    this.identities = identities;
    this.did = did;
    this.unknownUsers = new Batcher<>(LIMITS, this::resolve);
  }

  /** Any existing user, whether or not they know the app; {@link Refused} where there is none. */
  public Mono<Party> find(App app, Subject subject, Caller caller) {
    return switch (subject) {
      case Subject.OpenId openId -> byOpenId(app, openId);
      case Subject.OpenIdAndUid(String openId, long uid) ->
          byOpenId(app, new Subject.OpenId(openId))
              .doOnNext(
                  party -> {
                    if (party.uid() != uid) {
                      throw Refused.because(
                          ErrorCode.BAD_PARAMETER, "OpenId and uid name different users");
                    }
                  });
      case Subject.Uid(long uid) -> byUid(app, uid);
      case Subject.Admin _ -> Mono.just(new Party(app.accounts().adminUid(), null, Set.of()));
      case Subject.Self _ -> {
        Long uid = caller.uid();
        yield uid == null
            ? Refused.ifEmpty(ErrorCode.BAD_PARAMETER, "no user named")
            : byUid(app, uid);
      }
    };
  }

  /** The same, but {@link Refused} where it is the app's own account. */
  public Mono<Party> findOther(App app, Subject subject, Caller caller) {
    return find(app, subject, caller).doOnNext(party -> requireOther(party, app));
  }

  /**
   * @throws Refused where the party is the app's own account
   */
  public static void requireOther(Party party, App app) {
    if (party.uid() == app.accounts().adminUid()) {
      throw Refused.because(ErrorCode.PAYER_IS_PAYEE);
    }
  }

  private Mono<Party> byOpenId(App app, Subject.OpenId subject) {
    return identities
        .byOpenId(app.appId(), subject.openId())
        .switchIfEmpty(Mono.defer(() -> ask(app, subject)));
  }

  private Mono<Party> byUid(App app, long uid) {
    return identities
        .byUid(app.appId(), uid)
        .switchIfEmpty(Mono.defer(() -> ask(app, new Subject.Uid(uid))));
  }

  private Mono<Party> ask(App app, Subject subject) {
    return unknownUsers
        .ask(new Wanted(app.appId(), subject))
        .map(
            outcome ->
                switch (outcome) {
                  case UserOutcome.Identity found ->
                      new Party(found.uid(), found.openId(), found.grantedScopes());
                  case Outcome.Refusal refusal -> throw Refused.because(refusal);
                  default -> throw new IllegalStateException("did-service answers " + outcome);
                });
  }

  private Mono<Map<Wanted, Outcome>> resolve(List<Wanted> wanted) {
    return did.ask(new ResolveIdentities(wanted), DidService.RESOLVE_IDENTITY, RequestId.fresh())
        .map(
            answer -> {
              Map<Wanted, Outcome> outcomes = new HashMap<>();
              for (int i = 0; i < wanted.size(); i++) {
                outcomes.put(
                    wanted.get(i),
                    answer instanceof UserOutcome.Identities(var each) ? each.get(i) : answer);
              }
              return outcomes;
            });
  }

  /**
   * The party, or {@link Refused} where the user does not grant the app this scope, or their token
   * does not. The copy may lag behind a consent of this moment, so that did-service has the last
   * word on a refusal.
   */
  public Mono<Party> granting(Party party, Scope scope, App app, Caller caller) {
    if (caller.kind() == Caller.Kind.CLIENT) {
      return caller.scopes().contains(scope.number()) ? Mono.just(party) : lacking(scope);
    }
    return Mono.just(party)
        .filter(copied -> copied.grants(scope))
        .switchIfEmpty(
            Mono.defer(() -> ask(app, new Subject.Uid(party.uid())))
                .filter(asked -> asked.grants(scope)))
        .switchIfEmpty(lacking(scope));
  }

  private static Mono<Party> lacking(Scope scope) {
    return Refused.ifEmpty(ErrorCode.GRANT_LACKS_SCOPE, "scope " + scope.number());
  }
}
