package io.berth.pay.erasure;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.operator.OperatorPayCommand.EraseUser;
import io.berth.api.person.PersonCommand;
import io.berth.api.person.PersonCommand.EraseOwnAccount;
import io.berth.api.person.PersonCommand.ErasePerson;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserOutcome;
import io.berth.pay.did.DidService;
import io.berth.service.trace.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Erases people who own nothing. The accounts are closed before did-service erases the person, so
 * that no money comes in between; where it refuses, they are opened again. Whatever interrupts
 * this, {@link #resume} makes up for: did-service knows whether the person is erased.
 */
@Service
public class Erasures {

  private static final Logger log = LoggerFactory.getLogger(Erasures.class);

  /** Longer than did-service may take. */
  private static final Duration INTERRUPTED = Duration.ofMinutes(1);

  private static final int STEP = 100;

  private final ErasedPeople people;
  private final DidService did;

  Erasures(ErasedPeople people, DidService did) {
    this.people = people;
    this.did = did;
  }

  /** Erases the person who asks for it, with their password. */
  public Mono<Outcome> eraseOwn(EraseOwnAccount erase, String requestId) {
    return erase(erase.uid(), erase, requestId);
  }

  /** Erases a person for an operator. */
  Mono<Outcome> erase(EraseUser erase, Caller operator) {
    return erase(
        erase.uid(),
        new ErasePerson(
            erase.uid(),
            Objects.requireNonNull(operator.uid()),
            operator.address(),
            erase.reason()),
        operator.requestId());
  }

  private Mono<Outcome> erase(long uid, PersonCommand command, String requestId) {
    return people
        .begin(uid)
        .flatMap(
            problem ->
                problem.isEmpty()
                    ? did.ask(command, DidService.ERASE_PERSON, requestId)
                        .flatMap(outcome -> end(uid, outcome))
                    : Mono.just(invalid(problem)));
  }

  private Mono<Outcome> end(long uid, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> people.finish(uid).thenReturn(outcome);
      case Invalid _ -> people.cancel(uid).thenReturn(outcome);
      case Refusal _, Outcome.Success _ -> Mono.just(outcome);
    };
  }

  /** A balance is named, so that people know what to spend. */
  private static Invalid invalid(String problem) {
    int space = problem.indexOf(' ');
    return space < 0
        ? Invalid.of("uid", problem)
        : Invalid.of("uid", problem.substring(0, space), problem.substring(space + 1));
  }

  /** Ends erasures that were interrupted. */
  Mono<Void> resume() {
    return people
        .unfinished(INTERRUPTED, STEP)
        .collectList()
        .filter(uids -> !uids.isEmpty())
        .flatMap(this::resume);
  }

  private Mono<Void> resume(List<Long> uids) {
    return did.demand(
            UserOutcome.People.class,
            new ReadPeople(uids),
            DidService.RESOLVE_IDENTITY,
            RequestId.fresh())
        .flatMapIterable(
            found -> {
              List<Long> present = found.people().stream().map(UserOutcome.Person::uid).toList();
              return uids.stream().map(uid -> new Known(uid, present.contains(uid))).toList();
            })
        .concatMap(
            known -> {
              log.info(
                  "The erasure of user {} was interrupted: {}",
                  known.uid,
                  known.exists ? "it is not erased" : "it is erased");
              return known.exists ? people.cancel(known.uid) : people.finish(known.uid);
            })
        .then();
  }

  private record Known(long uid, boolean exists) {}
}
