package io.berth.service.caller;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.berth.api.Caller;
import io.berth.api.Realm;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims of a caller token, in the short names that tokens use; times are Unix seconds. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record CallerTokenClaims(
    String iss,
    String aud,
    long iat,
    long exp,
    Caller.Kind kind,
    @Nullable Realm rlm,
    @Nullable String app,
    @Nullable String dia,
    @Nullable Long sub,
    @Nullable Set<Integer> scp,
    @Nullable String fam,
    @Nullable String tid,
    @Nullable Instant tex,
    @Nullable String dev,
    @Nullable String sid,
    @Nullable Set<String> prm,
    @Nullable String adr,
    String rid,
    @Nullable String spn) {

  static CallerTokenClaims of(Caller caller, String issuer, String audience, long iat, long exp) {
    return new CallerTokenClaims(
        issuer,
        audience,
        iat,
        exp,
        caller.kind(),
        caller.realm() == Realm.LIVE ? null : caller.realm(),
        caller.appId(),
        caller.dialect(),
        caller.uid(),
        caller.scopes(),
        caller.tokenFamily(),
        caller.tokenId(),
        caller.tokenExpiresAt(),
        caller.device(),
        caller.sessionId(),
        caller.permissions(),
        caller.address(),
        caller.requestId(),
        caller.spanId());
  }

  Caller caller() {
    return Caller.of(kind, rid)
        .in(rlm == null ? Realm.LIVE : rlm)
        .withApp(app, dia)
        .withUid(sub)
        .withToken(new Caller.Token(scp == null ? Set.of() : scp, fam, tid, tex))
        .withDevice(dev)
        .withSession(sid)
        .withPermissions(prm == null ? Set.of() : prm)
        .withAddress(adr)
        .withSpanId(spn);
  }
}
