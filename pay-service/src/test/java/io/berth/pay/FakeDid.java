package io.berth.pay;

import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Subject;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.ApiSessionCommand.ResolveSession;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.account.PayerCommand.ReadPayer;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.api.app.AccountMoveCommand.FinishAccountMoves;
import io.berth.api.app.AccountMoveCommand.ReadAccountMoves;
import io.berth.api.app.AccountMoveOutcome;
import io.berth.api.bank.BankAccountNotice.MailBankAccount;
import io.berth.api.change.FourEyesCommand;
import io.berth.api.deposit.HeldDepositCommand.NoteDeposit;
import io.berth.api.launch.ClosingCommand.CloseEmptyApp;
import io.berth.api.order.RefundNotice.MailDispute;
import io.berth.api.order.RefundNotice.MailRefund;
import io.berth.api.person.PersonCommand;
import io.berth.api.person.PersonCommand.EraseOwnAccount;
import io.berth.api.person.PersonCommand.ErasePerson;
import io.berth.api.person.PersonCommand.ExportPerson;
import io.berth.api.person.PersonCommand.ReadPersonalData;
import io.berth.api.person.PersonOutcome.PersonalData;
import io.berth.api.person.PersonOutcome.Profile;
import io.berth.api.token.TokenCommand.CheckPayToken;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserCommand.ResolveIdentities;
import io.berth.api.user.UserCommand.ResolveIdentities.Wanted;
import io.berth.api.user.UserOutcome;
import io.berth.pay.did.DidService;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A did-service that knows some users and one code. */
public final class FakeDid implements DidService {

  public static final String CODE = "246810";
  public static final String PASSWORD = "pay-password";

  /** Uid to OpenId; an empty one for a user who never authorized the app. */
  public final Map<Long, String> users = new ConcurrentHashMap<>();

  /** What happens when it is asked to erase somebody; erases them where it is null. */
  public volatile @org.jspecify.annotations.Nullable Function<PersonCommand, Outcome> erasing;

  public final Map<Long, Set<Integer>> grants = new ConcurrentHashMap<>();
  public final Queue<DidCommand> asked = new ConcurrentLinkedQueue<>();
  public final Queue<Outcome> nextAuthorizations = new ConcurrentLinkedQueue<>();

  /** Orders that a code was asked for, once anybody asked; before, every order has one. */
  public final Set<Long> codesAskedFor = ConcurrentHashMap.newKeySet();

  /** Whether it answers no note of a deposit. */
  public volatile boolean silent;

  /** Latest held deposit by app. */
  public final List<MailBankAccount> bankAccountMails = new CopyOnWriteArrayList<>();

  public final Map<String, BigDecimal> deposits = new ConcurrentHashMap<>();

  public final Queue<CloseEmptyApp> closed = new ConcurrentLinkedQueue<>();
  public final Queue<AccountMoveOutcome.AccountMove> accountMoves = new ConcurrentLinkedQueue<>();
  public volatile boolean passwordRemembered;
  public volatile boolean mayRemember;
  public volatile boolean hasPayPassword = true;
  public volatile @org.jspecify.annotations.Nullable Instant frozenUntil;

  public final FakeOperators operators = new FakeOperators();

  /** Commands that it received and outcomes that a test set; people stay known. */
  void forgets() {
    asked.clear();
    operators.forgets();
    nextAuthorizations.clear();
    codesAskedFor.clear();
    passwordRemembered = false;
    mayRemember = false;
    hasPayPassword = true;
    frozenUntil = null;
    erasing = null;
  }

  @Override
  public Mono<Outcome> ask(DidCommand command, String permission, String requestId) {
    return Mono.fromSupplier(
        () -> {
          asked.add(command);
          return answer(command, permission);
        });
  }

  private Outcome answer(DidCommand command, String permission) {
    return switch (command) {
      case ResolveIdentities many -> {
        require(permission, RESOLVE_IDENTITY);
        yield new UserOutcome.Identities(many.wanted().stream().map(this::resolve).toList());
      }
      case CheckPayToken check -> {
        require(permission, CHECK_PAY_TOKEN);
        yield check.payToken().equals("token-of-" + check.uid())
            ? new Outcome.Done()
            : Refusal.of(ErrorCode.PAY_TOKEN_INVALID);
      }
      case ReadPayer read -> {
        require(permission, AUTHORIZE_PAYMENT);
        yield new AccountOutcome.PayerProfile(
            read.uid(),
            "Alice",
            "a***e@example.com",
            hasPayPassword,
            passwordRemembered,
            mayRemember,
            frozenUntil,
            4);
      }
      case SendPaymentCode send -> {
        require(permission, AUTHORIZE_PAYMENT);
        codesAskedFor.add(send.orderId());
        yield new Outcome.Done();
      }
      case AuthorizePayment authorize -> {
        require(permission, AUTHORIZE_PAYMENT);
        yield authorize(authorize);
      }
      case ResolveSession session -> {
        require(permission, AUTHORIZE_PAYMENT);
        yield session(session.sessionKey());
      }
      case CheckPayPassword check -> {
        require(permission, AUTHORIZE_PAYMENT);
        yield !hasPayPassword
            ? Refusal.of(ErrorCode.PAY_PASSWORD_UNSET)
            : check.payPassword().equals(PASSWORD)
                ? new Outcome.Done()
                : Refusal.of(ErrorCode.PAY_PASSWORD_WRONG);
      }
      case ReadPeople people -> {
        require(permission, RESOLVE_IDENTITY);
        yield new UserOutcome.People(
            people.uids().stream()
                .filter(users::containsKey)
                .map(uid -> new UserOutcome.Person(uid, "name of " + uid, ""))
                .toList());
      }
      case FourEyesCommand asked -> {
        require(permission, ASK_OPERATORS);
        yield operators.answer(asked);
      }
      case ReadAccountMoves _ -> {
        require(permission, "account:move");
        yield new AccountMoveOutcome.AccountMoves(List.copyOf(accountMoves), false);
      }
      case FinishAccountMoves finish -> {
        require(permission, "account:move");
        accountMoves.removeIf(move -> finish.appIds().contains(move.appId()));
        yield new Outcome.Done();
      }
      case CloseEmptyApp close -> {
        require(permission, "app:close");
        closed.add(close);
        yield new Outcome.Done();
      }
      case NoteDeposit note -> {
        require(permission, "deposit:note");
        if (silent) {
          throw new IllegalStateException("did-service is not there");
        }
        deposits.put(note.app(), note.held());
        yield new Outcome.Done();
      }
      case PersonCommand person -> {
        require(permission, ERASE_PERSON);
        yield answer(person);
      }
      case MailDispute _ -> {
        require(permission, "dispute:mail");
        yield new Outcome.Done();
      }
      case MailBankAccount mail -> {
        require(permission, "bank-account:mail");
        bankAccountMails.add(mail);
        yield new Outcome.Done();
      }
      case MailRefund _ -> {
        require(permission, "refund:mail");
        yield new Outcome.Done();
      }
      default -> throw new IllegalArgumentException("not asked by pay-service: " + command);
    };
  }

  private static PersonalData personalData(long uid) {
    return new PersonalData(
        new Profile(uid, "a@example.com", "Alice", "", null, Instant.EPOCH, true, null, false),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private Outcome answer(PersonCommand command) {
    Function<PersonCommand, Outcome> scripted = erasing;
    return switch (command) {
      case ReadPersonalData read -> personalData(read.uid());
      case ExportPerson export -> personalData(export.uid());
      case EraseOwnAccount own ->
          scripted != null
              ? scripted.apply(own)
              : own.password().equals(PASSWORD)
                  ? erase(own.uid())
                  : Outcome.Invalid.of("password", "wrong");
      case ErasePerson other -> scripted != null ? scripted.apply(other) : erase(other.uid());
    };
  }

  public Outcome erase(long uid) {
    return users.remove(uid) == null ? Outcome.Invalid.of("uid", "unknown") : new Outcome.Done();
  }

  /** The session key of a user is their uid. */
  private Outcome session(String key) {
    long uid = Long.parseLong(key);
    return users.containsKey(uid)
        ? new AccountOutcome.AccountProfile(uid, "a@example.com", "Alice", "", Instant.EPOCH)
        : Refusal.of(ErrorCode.SESSION_UNKNOWN);
  }

  private Outcome authorize(AuthorizePayment authorize) {
    Outcome scripted = nextAuthorizations.poll();
    if (scripted != null) {
      return scripted;
    } else if (authorize.verificationCode() == null) {
      return PASSWORD.equals(authorize.payPassword())
          ? new Outcome.Done()
          : Refusal.of(ErrorCode.PAY_PASSWORD_WRONG);
    } else if (!CODE.equals(authorize.verificationCode())
        || (!codesAskedFor.isEmpty() && !codesAskedFor.contains(authorize.orderId()))) {
      return Refusal.of(ErrorCode.VERIFICATION_CODE_WRONG);
    }
    boolean right =
        authorize.payPassword() == null
            ? passwordRemembered
            : PASSWORD.equals(authorize.payPassword());
    return right ? new Outcome.Done() : Refusal.of(ErrorCode.PAY_PASSWORD_WRONG);
  }

  private Outcome resolve(Wanted resolve) {
    return switch (resolve.user()) {
      case Subject.Uid(long uid) ->
          users.containsKey(uid)
              ? identity(resolve.appId(), uid)
              : Refusal.of(ErrorCode.USER_UNKNOWN);
      case Subject.OpenId(String openId) ->
          users.entrySet().stream()
              .filter(user -> user.getValue().equals(openId))
              .findFirst()
              .map(user -> identity(resolve.appId(), user.getKey()))
              .orElse(Refusal.of(ErrorCode.OPEN_ID_UNKNOWN));
      default -> throw new IllegalArgumentException(resolve.user().toString());
    };
  }

  private Outcome identity(String appId, long uid) {
    String openId = users.get(uid);
    return new UserOutcome.Identity(
        appId,
        uid,
        openId.isEmpty() ? null : openId,
        openId.isEmpty() ? null : "union" + openId,
        grants.getOrDefault(uid, Set.of()));
  }

  private static void require(String actual, String expected) {
    if (!actual.equals(expected)) {
      throw new IllegalStateException("asks with " + actual + ", needs " + expected);
    }
  }
}
